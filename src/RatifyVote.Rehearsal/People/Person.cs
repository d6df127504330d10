using System.Text.Json.Nodes;

namespace RatifyVote.Rehearsal.People;

/// <summary>Somebody with a browser and a way to sign in: a passkey, or a password and an authenticator app. Not for use by two tasks at once.</summary>
internal sealed class Person(HttpClient http, string name, bool usesPassword) : IDisposable
{
    private const string ActivateForm = "activate", LetterForm = "letter", PasswordForm = "password", CodeForm = "code";
    private readonly string origin = http.BaseAddress!.GetLeftPart(UriPartial.Authority);
    private SoftwarePasskey? passkey;
    private string password = "", appKey = "";
    private long lastStep;

    public string Name => name;

    public Browser Browser { get; private set; } = new(http);

    /// <summary>Follows the link of the mail, proves who they are, and keeps a passkey or a password with app.</summary>
    /// <param name="proof">Fields of the form: card number and date of birth, or the code that was handed over.</param>
    public async Task ActivateAsync(string linkPath, IReadOnlyDictionary<string, string> proof, string signInName, CancellationToken ct)
    {
        Page asked = await Browser.OpenAsync(linkPath, ct);
        await FinishActivationAsync(await Browser.SubmitAsync(asked, Page.Form(ActivateForm), proof, ct), signInName, ct);
    }

    /// <summary>The same with card number and one-time code from a letter.</summary>
    public async Task ActivateByLetterAsync(IReadOnlyDictionary<string, string> proof, string signInName, CancellationToken ct)
    {
        Page asked = await Browser.OpenAsync("/activate", ct);
        await FinishActivationAsync(await Browser.SubmitAsync(asked, Page.Form(LetterForm), proof, ct), signInName, ct);
    }

    /// <summary>From the page that greets after activation or set-up to the first way to sign in.</summary>
    public async Task FinishActivationAsync(Page welcome, string signInName, CancellationToken ct)
    {
        if (!welcome.Path.StartsWith("/account/welcome", StringComparison.Ordinal))
        {
            throw new RehearsalException($"{name} could not activate: {welcome.Path}.{welcome.Problem}");
        }

        SignInName = signInName;
        if (usesPassword)
        {
            await SetPasswordAsync(ct);
            return;
        }

        passkey = new SoftwarePasskey(origin);
        JsonNode options = await Browser.PostJsonAsync("/account/passkey/creation-options", new JsonObject(), welcome.Csrf, ct);
        await Browser.PostJsonAsync("/account/passkey/register", new JsonObject { ["credential"] = passkey.Register(options), ["name"] = "rehearsal" }, welcome.Csrf, ct);
    }

    public string SignInName { get; private set; } = "";

    /// <summary>Signs in afresh, in a browser that knows nothing.</summary>
    public async Task SignInAsync(CancellationToken ct)
    {
        Browser = new Browser(http);
        Page page = await Browser.OpenAsync("/account/sign-in", ct);
        if (passkey is not null)
        {
            JsonNode options = await Browser.PostJsonAsync("/account/passkey/request-options", new JsonObject(), page.Csrf, ct);
            await Browser.PostJsonAsync("/account/passkey/sign-in", new JsonObject { ["credential"] = passkey.Assert(options) }, page.Csrf, ct);
            return;
        }

        Page asked = await Browser.SubmitAsync(page, Page.Form(PasswordForm), new Dictionary<string, string> { ["Form.Name"] = SignInName, ["Form.Password"] = password }, ct);
        Page home = await Browser.SubmitAsync(asked, Page.Form(CodeForm), new Dictionary<string, string> { ["Form.Code"] = await FreshCodeAsync(ct) }, ct);
        if (home.Path.StartsWith("/account/sign-in", StringComparison.Ordinal))
        {
            throw new RehearsalException($"{name} could not sign in with password and app.{home.Problem}");
        }
    }

    /// <summary>The passkey's answer to the options of a page, for signing a result.</summary>
    public JsonNode Assert(JsonNode options) => (passkey ?? throw new InvalidOperationException($"{name} has no passkey.")).Assert(options);

    public void Dispose() => passkey?.Dispose();

    private async Task SetPasswordAsync(CancellationToken ct)
    {
        Page page = await Browser.OpenAsync("/account/password", ct);
        appKey = page.Document.QuerySelector("form code")?.TextContent.Replace(" ", "", StringComparison.Ordinal)
            ?? throw new RehearsalException($"The page {page.Path} shows no key for the app.{page.Problem}");
        password = "practice walnut ledger " + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
        Page codes = await Browser.SubmitAsync(page, Page.Form(PasswordForm), new Dictionary<string, string>
        {
            ["Form.Password"] = password,
            ["Form.Code"] = Totp.CodeAt(appKey, TimeProvider.System.GetUtcNow()),
        }, ct);
        if (codes.Document.QuerySelector("ul.codes") is null)
        {
            throw new RehearsalException($"{name} could not set a password.{codes.Problem}");
        }
    }

    /// <summary>A code works once, so a second sign-in within half a minute waits for the next.</summary>
    private async Task<string> FreshCodeAsync(CancellationToken ct)
    {
        while (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 == lastStep)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        lastStep = now.ToUnixTimeSeconds() / 30;
        return Totp.CodeAt(appKey, now);
    }
}
