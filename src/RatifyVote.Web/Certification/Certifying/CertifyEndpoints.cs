using System.Buffers.Text;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Certification.Counting;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Certification.Certifying;

/// <summary>The HTTP side of the certification island (contract: the Booth's README, certify.js).</summary>
internal static class CertifyEndpoints
{
    private const int LargestBody = 64 * 1024;
    private const int LongestWords = 4000;

    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder certifier = app.MapGroup("/certify/{vote}").AllowAnonymous().DisableAntiforgery();
        certifier.MapGet("/result.json", async (string vote, ClaimsPrincipal person, RatifyVoteDb db, CancellationToken ct) =>
            Refusal(person) is { } refused ? IslandAnswer.Refuse(refused)
            : await ResultAsync(db, vote, ct) is { } record ? (IResult)TypedResults.Bytes(record, "application/json")
            : IslandAnswer.Refuse(IslandRefusal.NotFound));
        certifier.MapPost("/options", async (string vote, HttpContext context, IAntiforgery antiforgery, UserManager<Account> accounts, SiteSettings site, RatifyVoteDb db, CancellationToken ct) =>
            await BodyAsync(context, antiforgery, ct) is not { } body ? IslandAnswer.Refuse(Refusal(context.User) ?? IslandRefusal.Unreadable)
            : await ResultAsync(db, vote, ct) is { } record && Text(body, "result") == RecordHash.Of(record).ToHex()
                ? await OptionsAsync(context.User, accounts, site, RecordHash.Of(record))
                : IslandAnswer.Refuse(IslandRefusal.WrongState));
        certifier.MapPost("/sign", async (string vote, HttpContext context, IAntiforgery antiforgery, SignResult sign, AdvanceCount advance, CancellationToken ct) =>
        {
            if (await BodyAsync(context, antiforgery, ct) is not { } body)
            {
                return IslandAnswer.Refuse(Refusal(context.User) ?? IslandRefusal.Unreadable);
            }

            if (!RecordHash.TryParseHex(Text(body, "result") ?? "", out RecordHash result) || StatementOf(Text(body, "statement")) is not { } statement
                || AssertionOf(body) is not { } assertion || Text(body, "words") is { Length: > LongestWords })
            {
                return IslandAnswer.Refuse(IslandRefusal.Unreadable);
            }

            string? words = Text(body, "words") is { } said && !string.IsNullOrWhiteSpace(said) ? said.Trim() : null;
            SignAnswer answer = await sign.RunAsync(vote, context.User.AccountId()!.Value, result, statement, words, assertion, ct);
            if (answer is SignAnswer.Taken)
            {
                await advance.RunAsync(vote, ct);
            }

            return ResultOf(answer);
        });
    }

    private static IResult ResultOf(SignAnswer answer) => answer switch
    {
        SignAnswer.Taken => TypedResults.Json(new { }),
        SignAnswer.NotFound => IslandAnswer.Refuse(IslandRefusal.NotFound),
        SignAnswer.WrongState => IslandAnswer.Refuse(IslandRefusal.WrongState),
        SignAnswer.NotYourTurn or SignAnswer.AlreadySigned or SignAnswer.SignatureWrong => TypedResults.Json(new IslandError(answer.ToString()), statusCode: StatusCodes.Status409Conflict),
    };

    private static IslandRefusal? Refusal(ClaimsPrincipal person) =>
        person.AccountId() is null ? IslandRefusal.SignInAgain : person.Can(Capability.CertifyResult) ? null : IslandRefusal.NotAllowed;

    private static Task<byte[]?> ResultAsync(RatifyVoteDb db, string vote, CancellationToken ct) =>
        db.Set<ResultRow>().AsNoTracking().Where(row => row.VoteId == vote).Select(row => row.Record).SingleOrDefaultAsync(ct);

    /// <summary>The passkey is asked to sign the result's own hash: the challenge is no random number here, because the same statement twice is the same statement.</summary>
    private static async Task<IResult> OptionsAsync(ClaimsPrincipal person, UserManager<Account> accounts, SiteSettings site, RecordHash result)
    {
        Account? account = await accounts.GetUserAsync(person);
        IList<UserPasskeyInfo> passkeys = account is null ? [] : await accounts.GetPasskeysAsync(account);
        return TypedResults.Json(new
        {
            challenge = Base64Url.EncodeToString(result.ToArray()),
            rpId = site.PublicUrl.Host,
            timeout = 300_000,
            userVerification = "required",
            allowCredentials = passkeys.Select(passkey => new { type = "public-key", id = Base64Url.EncodeToString(passkey.CredentialId), transports = passkey.Transports ?? [] }),
        });
    }

    private static async Task<JsonElement?> BodyAsync(HttpContext context, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (Refusal(context.User) is not null || !await antiforgery.IsRequestValidAsync(context) || context.Request.ContentLength is null or > LargestBody)
        {
            return null;
        }

        try
        {
            using JsonDocument document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: ct);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PasskeyAssertion? AssertionOf(JsonElement body) =>
        body.TryGetProperty("credential", out JsonElement credential) && credential.ValueKind is JsonValueKind.Object
        && credential.TryGetProperty("response", out JsonElement response) && response.ValueKind is JsonValueKind.Object
        && Bytes(response, "authenticatorData") is { } data && Bytes(response, "clientDataJSON") is { } client && Bytes(response, "signature") is { } signature
            ? new(data, client, signature) : null;

    private static byte[]? Bytes(JsonElement value, string name) =>
        Text(value, name) is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;

    private static CertificateStatement? StatementOf(string? word) => word switch
    {
        "certify" => CertificateStatement.Certify,
        "dissent" => CertificateStatement.Dissent,
        _ => null,
    };
}
