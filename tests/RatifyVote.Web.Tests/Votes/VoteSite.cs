using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RatifyVote.Domain;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Tests.Votes;

/// <summary>Somebody who is signed in, for tests of pages: what a session's claims say.</summary>
internal sealed record Visitor(Person Person, Guid? Member, params Grant[] Grants)
{
    public static Visitor Officer(Person person) => new(person, null, new Grant(Role.InternationalOfficer, null));

    public static Visitor LocalOfficer(Person person, int local) => new(person, null, new Grant(Role.LocalOfficer, new LocalNumber(local)));

    public static Visitor MemberOf(Guid member, string name, int local) => new(new Person(Guid.NewGuid(), name), member, new Grant(Role.Member, new LocalNumber(local)));

    public ClaimsPrincipal ToPrincipal()
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, Person.Account.ToString()), new(ClaimTypes.Name, Person.Name), new(SignInMethods.MethodClaim, nameof(SignInMethod.Passkey)),
            .. Grants.Select(g => new Claim(Grant.ClaimType, g.ToString())),
        ];
        if (Member is { } member)
        {
            claims.Add(new Claim(SignInMethods.MemberClaim, member.ToString()));
        }
        return new ClaimsPrincipal(new ClaimsIdentity(claims, "Visitor"));
    }
}

/// <summary>The real host over the databases, keys and clock of a <see cref="VoteWorld"/>; who visits is said by a header.</summary>
internal sealed class VoteSite(VoteWorld world) : WebApplicationFactory<Program>
{
    public const string Header = "X-Visitor";
    private readonly Dictionary<string, Visitor> visitors = [];

    /// <summary>A client whose every request comes from this visitor; null: from a stranger.</summary>
    public HttpClient ClientOf(Visitor? visitor)
    {
        HttpClient client = CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false });
        if (visitor is not null)
        {
            client.DefaultRequestHeaders.Add(Header, Register(visitor));
        }
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return client;
    }

    public string Register(Visitor visitor)
    {
        string key = Guid.NewGuid().ToString();
        visitors.Add(key, visitor);
        return key;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach ((string key, string? value) in world.Settings)
        {
            builder.UseSetting(key, value);
        }
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(world.Clock);
            services.AddSingleton(visitors);
            services.AddAuthentication(options => options.DefaultScheme = options.DefaultAuthenticateScheme = options.DefaultChallengeScheme = options.DefaultForbidScheme = "Visitor")
                .AddScheme<AuthenticationSchemeOptions, ByHeader>("Visitor", null);
        });
    }

    private sealed class ByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, Dictionary<string, Visitor> visitors)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
            visitors.TryGetValue(Request.Headers[Header].ToString(), out Visitor? visitor)
                ? AuthenticateResult.Success(new AuthenticationTicket(visitor.ToPrincipal(), "Visitor"))
                : AuthenticateResult.NoResult());
    }
}

/// <summary>Filling in the forms of static pages.</summary>
internal static partial class Forms
{
    /// <summary>Loads the page, fills the form of that name (other fields keep what the page has), posts it.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, string path, string form, params (string Name, string Value)[] fields)
    {
        HttpResponseMessage page = await client.GetAsync(path);
        Assert.True(page.IsSuccessStatusCode, $"{path}: {page.StatusCode}");
        return await client.PostFormAsync(path, page, form, fields);
    }

    /// <summary>Two forms in a row: the second stands on the page that answers the first.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient client, string path, string first, string second, (string Name, string Value)[] firstFields, (string Name, string Value)[] secondFields)
    {
        HttpResponseMessage page = await client.GetAsync(path);
        HttpResponseMessage answer = await client.PostFormAsync(path, page, first, firstFields);
        return await client.PostFormAsync(path, answer, second, secondFields);
    }

    /// <summary>Posts the form as it stands on a page that was loaded before.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client, string path, HttpResponseMessage page, string form, (string Name, string Value)[] fields)
    {
        string html = await page.Content.ReadAsStringAsync();
        string? body = FormTag().Matches(html).Select(m => m.Value).SingleOrDefault(f => f.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal));
        Assert.True(body is not null, $"{path} has no form {form}.");
        List<KeyValuePair<string, string>> values = [.. HiddenTag().Matches(body).Select(m => new KeyValuePair<string, string>(m.Groups[1].Value, System.Net.WebUtility.HtmlDecode(m.Groups[2].Value)))];
        values.RemoveAll(v => fields.Any(f => f.Name == v.Key));
        values.AddRange(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        using HttpRequestMessage post = new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(values) };
        return await client.SendAsync(post);
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex FormTag();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenTag();
}
