using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RatifyVote.Web.Tests.Sites;

/// <summary>What a person does with a browser, in memory.</summary>
public sealed partial class Visitor(HttpClient http, Problems problems)
{
    public HttpClient Http => http;

    public async Task<string> ReadAsync(string path)
    {
        using HttpResponseMessage response = await http.GetAsync(path);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"GET {path} answered {(int)response.StatusCode} {response.Headers.Location} {problems}");
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Opens the page and sends its form of that name with the given fields; hidden fields go along.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        string html = await ReadAsync(path);
        Match found = Regex.Match(html, $"<form[^>]*>(?:(?!</form>).)*name=\"_handler\" value=\"{Regex.Escape(form)}\".*?</form>", RegexOptions.Singleline);
        Assert.True(found.Success, $"{path} has no form named {form}");
        Dictionary<string, string> all = [];
        foreach (Match hidden in HiddenField().Matches(found.Value))
        {
            all[hidden.Groups[1].Value] = WebUtility.HtmlDecode(hidden.Groups[2].Value);
        }

        foreach ((string name, string value) in fields)
        {
            all[name] = value;
        }

        return await http.PostAsync(path, new FormUrlEncodedContent(all));
    }

    /// <summary>The antiforgery token of a page's island.</summary>
    public async Task<string> CsrfAsync(string path) =>
        WebUtility.HtmlDecode(CsrfAttribute().Match(await ReadAsync(path)).Groups[1].Value) is { Length: > 0 } token ? token : throw new InvalidOperationException($"{path} has no data-csrf");

    public async Task<(HttpStatusCode Status, JsonNode? Body)> PostJsonAsync(string path, string csrf, JsonNode body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF", csrf);
        request.Headers.Add("Origin", "https://localhost");
        using HttpResponseMessage response = await http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode != HttpStatusCode.InternalServerError, $"POST {path} failed: {problems}");
        return (response.StatusCode, text.Length == 0 || response.Content.Headers.ContentType?.MediaType != "application/json" ? null : JsonNode.Parse(text));
    }

    /// <summary>Adds a passkey on a page that offers it.</summary>
    public async Task<HttpStatusCode> AddPasskeyAsync(SoftwareKey key, string page = "/account/welcome")
    {
        string csrf = await CsrfAsync(page);
        (HttpStatusCode asked, JsonNode? options) = await PostJsonAsync("/account/passkey/creation-options", csrf, new JsonObject());
        return asked != HttpStatusCode.OK ? asked
            : (await PostJsonAsync("/account/passkey/register", csrf, new JsonObject { ["credential"] = key.Create(options!), ["name"] = "test key" })).Status;
    }

    public async Task<HttpStatusCode> SignInAsync(SoftwareKey key)
    {
        string csrf = await CsrfAsync("/account/sign-in");
        (_, JsonNode? options) = await PostJsonAsync("/account/passkey/request-options", csrf, new JsonObject());
        return (await PostJsonAsync("/account/passkey/sign-in", csrf, new JsonObject { ["credential"] = key.Get(options!) })).Status;
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();

    [GeneratedRegex("data-csrf=\"([^\"]+)\"")]
    private static partial Regex CsrfAttribute();
}

public static class Answers
{
    /// <summary>The path a redirect leads to, null when the answer is none.</summary>
    public static string? LeadsTo(this HttpResponseMessage answer) =>
        answer.Headers.Location is { } location ? new Uri(new Uri("https://localhost"), location).PathAndQuery : null;
}
