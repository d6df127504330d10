using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace RatifyVote.Rehearsal.People;

/// <summary>One person's browser without a window: keeps its own cookies (HttpClient would not send a <c>__Host-</c> cookie back
/// over plain http), fills in the forms of the real pages, follows redirects. Not for use by two tasks at once.</summary>
internal sealed class Browser(HttpClient http)
{
    private static readonly HtmlParser Parser = new();
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>A client for many browsers of one site: no cookies of its own, no redirects of its own.</summary>
    public static HttpClient ClientFor(Uri site, int connections) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        MaxConnectionsPerServer = connections,
        AutomaticDecompression = DecompressionMethods.All,
    })
    { BaseAddress = site, Timeout = TimeSpan.FromSeconds(100) };

    public async Task<Page> OpenAsync(string path, CancellationToken ct) =>
        await FollowAsync(await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), ct), path, ct);

    /// <summary>Fills in the form found by the selector and sends it, with its hidden fields (the antiforgery token among them).
    /// A value for a name the form does not have is a mistake of the rehearsal, so it throws.</summary>
    public async Task<Page> SubmitAsync(Page page, string formSelector, IReadOnlyDictionary<string, string> values, CancellationToken ct, string? button = null)
    {
        IHtmlFormElement form = page.Document.QuerySelector<IHtmlFormElement>(formSelector)
            ?? throw new RehearsalException($"The page {page.Path} has no form {formSelector}.{page.Problem}");
        List<KeyValuePair<string, string>> fields = FieldsOf(form, values);
        if (button is not null)
        {
            IElement pressed = form.QuerySelector($"button[name='{button}'], button[value='{button}']")
                ?? throw new RehearsalException($"The form {formSelector} on {page.Path} has no button {button}.");
            fields.Add(new(pressed.GetAttribute("name") ?? "", pressed.GetAttribute("value") ?? ""));
        }

        string action = form.GetAttribute("action") is { Length: > 0 } given ? given : page.Path;
        string target = new Uri(new Uri(http.BaseAddress!, page.Path), action).PathAndQuery;
        HttpRequestMessage request = new(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) };
        return await FollowAsync(await SendAsync(request, ct), target, ct);
    }

    /// <summary>Sends a form with one file in it.</summary>
    public async Task<Page> UploadAsync(Page page, string formSelector, string fileField, string fileName, byte[] content, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        IHtmlFormElement form = page.Document.QuerySelector<IHtmlFormElement>(formSelector)
            ?? throw new RehearsalException($"The page {page.Path} has no form {formSelector}.{page.Problem}");
        MultipartFormDataContent body = [];
        foreach ((string name, string value) in FieldsOf(form, values))
        {
            body.Add(new StringContent(value), name);
        }

        body.Add(new ByteArrayContent(content), fileField, fileName);
        string action = form.GetAttribute("action") is { Length: > 0 } given ? given : page.Path;
        string target = new Uri(new Uri(http.BaseAddress!, page.Path), action).PathAndQuery;
        return await FollowAsync(await SendAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = body }, ct), target, ct);
    }

    /// <summary>A request of an island: JSON with the cookie and the antiforgery token of its page.</summary>
    public async Task<JsonNode> PostJsonAsync(string path, JsonNode body, string csrf, CancellationToken ct)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("X-CSRF", csrf);
        using HttpResponseMessage response = await SendAsync(request, ct);
        string text = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text is "" ? "{}" : text)!
            : throw new RehearsalException($"POST {path} answered {(int)response.StatusCode}: {Shorten(text)}");
    }

    public async Task<JsonNode> GetJsonAsync(string path, CancellationToken ct)
    {
        using HttpResponseMessage response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), ct);
        string text = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new RehearsalException($"GET {path} answered {(int)response.StatusCode}: {Shorten(text)}");
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (_cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        HttpResponseMessage response = await http.SendAsync(request, ct);
        foreach (string line in response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? lines) ? lines : [])
        {
            string[] pair = line.Split(';')[0].Split('=', 2);
            if (pair is [_, ""] || line.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
            {
                _cookies.Remove(pair[0]);
            }
            else
            {
                _cookies[pair[0]] = pair[1];
            }
        }

        return response;
    }

    private async Task<Page> FollowAsync(HttpResponseMessage response, string path, CancellationToken ct)
    {
        for (int hop = 0; hop < 8; hop++)
        {
            if (response.Headers.Location is not { } location)
            {
                string html = await response.Content.ReadAsStringAsync(ct);
                return new Page(path, (int)response.StatusCode, Parser.ParseDocument(html));
            }

            path = new Uri(new Uri(http.BaseAddress!, path), location).PathAndQuery;
            response.Dispose();
            response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), ct);
        }

        throw new RehearsalException($"Too many redirects, the last to {path}.");
    }

    private static List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form, IReadOnlyDictionary<string, string> values)
    {
        List<KeyValuePair<string, string>> fields = [];
        HashSet<string> unused = [.. values.Keys];
        foreach (IElement field in form.QuerySelectorAll("input, select, textarea"))
        {
            string? name = field.GetAttribute("name");
            string type = field.GetAttribute("type") ?? "text";
            if (name is null || type is "submit" or "button" or "file")
            {
                continue;
            }

            if (type is "checkbox" or "radio")
            {
                string own = field.GetAttribute("value") ?? "on";
                bool set = values.TryGetValue(name, out string? wished) ? wished.Split('\n').Contains(own) : field.HasAttribute("checked");
                unused.Remove(name);
                if (set)
                {
                    fields.Add(new(name, own));
                }

                continue;
            }

            string standing = field switch { IHtmlSelectElement s => s.Value ?? "", IHtmlTextAreaElement t => t.Value, _ => field.GetAttribute("value") ?? "" };
            fields.Add(new(name, values.TryGetValue(name, out string? value) ? value : standing));
            unused.Remove(name);
        }

        return unused.Count == 0 ? fields : throw new RehearsalException($"The form has no field {string.Join(", ", unused)}.");
    }

    private static string Shorten(string text) => text.Length <= 300 ? text : text[..300] + "...";
}

/// <summary>A page as it came: its path after redirects, its status, its document.</summary>
internal sealed record Page(string Path, int Status, IHtmlDocument Document)
{
    /// <summary>Selects the form of that name: its handler stands in a hidden field.</summary>
    public static string Form(string name) => $"form:has(input[name='_handler'][value='{name}'])";

    /// <summary>The antiforgery token that islands of this page send along.</summary>
    public string Csrf => Document.QuerySelector("[data-csrf]")?.GetAttribute("data-csrf")
        ?? Document.QuerySelector("input[name='__RequestVerificationToken']")?.GetAttribute("value")
        ?? throw new RehearsalException($"The page {Path} carries no antiforgery token.{Problem}");

    /// <summary>This page, when it is the answer to a form that was taken.</summary>
    public Page RequireDone(string what) => Problem is "" ? this : throw new RehearsalException($"Not done: {what}. {Path}:{Problem}");

    /// <summary>What the page complains about, if anything: for messages.</summary>
    public string Problem
    {
        get
        {
            string words = string.Join(" ", Document.QuerySelectorAll("[role=alert], .problem, .notice.bad, .rv-notice.bad").Select(e => e.TextContent.Trim()));
            return Status >= 400 || words is not "" ? $" It answered {Status}: {(words is "" ? Document.Title : words)}" : "";
        }
    }
}
