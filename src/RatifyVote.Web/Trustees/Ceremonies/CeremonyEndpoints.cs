using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees.Storage;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>The HTTP side of the ceremony island (contract: the Booth's README, trustee-ceremony.js).</summary>
internal static class CeremonyEndpoints
{
    private const int LargestBody = 256 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder trustee = app.MapGroup("/trustees/{vote}").AllowAnonymous().DisableAntiforgery();
        trustee.MapGet("/state", async (string vote, ClaimsPrincipal person, RatifyVoteDb db, CancellationToken ct) =>
            Refusal(person) is { } refused ? IslandAnswer.Refuse(refused) : await StateAsync(vote, person.AccountId()!.Value, db, ct));
        trustee.MapPost("/cert", Post(async (vote, me, body, use, ct) =>
            body.TryGetProperty("cert", out JsonElement cert) && SignedMessage.TryParse(Bytes(cert), out SignedMessage? signed, out _)
                ? await use.GetRequiredService<ReceiveMessage>().CertAsync(vote, me, signed, ct) : Unreadable));
        trustee.MapPost("/polynomial", Post(async (vote, me, body, use, ct) =>
            PolynomialMessage.TryParse(Bytes(body), out PolynomialMessage? message, out _)
                ? await use.GetRequiredService<ReceiveMessage>().PolynomialAsync(vote, me, message, ct) : Unreadable));
        trustee.MapPost("/voutput", Post(async (vote, me, body, use, ct) =>
            VerificationOutput.TryParse(Bytes(body), out VerificationOutput? output, out _)
                ? await use.GetRequiredService<ReceiveMessage>().OutputAsync(vote, me, output, ct) : Unreadable));
        trustee.MapPost("/keycheck", Post(async (vote, me, body, use, ct) =>
            KeyCheck.TryParse(Bytes(body), out KeyCheck? check, out _)
                ? await use.GetRequiredService<ReceiveMessage>().KeyCheckAsync(vote, me, check, ct) : Unreadable));
        trustee.MapPost("/abort", Post(async (vote, me, body, use, ct) =>
            body.TryGetProperty("reason", out JsonElement code) && code.ValueKind is JsonValueKind.String
            && Enum.TryParse(code.GetString(), out AbortReason reason) && Enum.IsDefined(reason)
                ? await use.GetRequiredService<AbortCeremony>().RunAsync(vote, me, Offender(body), reason, ct) : Unreadable));
    }

    /// <summary>The plain forms of the ceremony page.</summary>
    public static void MapForms(IEndpointRouteBuilder app)
    {
        app.MapPost("/trustees/{vote}/accept", async (string vote, ClaimsPrincipal person, TakeSeat takeSeat, CancellationToken ct) =>
        {
            CeremonyAnswer answer = await takeSeat.RunAsync(vote, person.AccountId()!.Value, ct);
            return answer is CeremonyAnswer.Refused ? Results.NotFound() : Results.LocalRedirect($"/trustees/{vote}");
        }).RequireCapability(Capability.HoldKeyShare).WithFormToken();
        app.MapPost("/trustees/{vote}/start-anew", async (string vote, ClaimsPrincipal person, StartCeremonyAnew startAnew, CancellationToken ct) =>
        {
            CeremonyAnswer answer = await startAnew.RunAsync(vote, Actor.Of(person), ct);
            return answer is CeremonyAnswer.Refused ? Results.NotFound() : Results.LocalRedirect($"/votes/{vote}");
        }).RequireCapability(Capability.PrepareVote).WithFormToken();
    }

    /// <summary>Why this session may not speak for a trustee; null when it may.</summary>
    public static IslandRefusal? Refusal(ClaimsPrincipal person) =>
        person.AccountId() is null ? IslandRefusal.SignInAgain
        : person.Can(Capability.HoldKeyShare) ? null : IslandRefusal.NotAllowed;

    /// <summary>An endpoint that reads one JSON object from a signed-in trustee, with the antiforgery token of its page.</summary>
    public static Delegate Post(Func<string, Guid, JsonElement, IServiceProvider, CancellationToken, Task<CeremonyAnswer>> take) =>
        async (string vote, HttpContext context, IAntiforgery antiforgery, CancellationToken ct) =>
        {
            if (Refusal(context.User) is { } refused)
            {
                return IslandAnswer.Refuse(refused);
            }

            if (!await antiforgery.IsRequestValidAsync(context) || context.Request.ContentLength is null or > LargestBody)
            {
                return IslandAnswer.Refuse(IslandRefusal.Unreadable);
            }

            JsonElement body;
            try
            {
                using JsonDocument document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: ct);
                body = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                return IslandAnswer.Refuse(IslandRefusal.Unreadable);
            }

            if (body.ValueKind is not JsonValueKind.Object)
            {
                return IslandAnswer.Refuse(IslandRefusal.Unreadable);
            }

            return await take(vote, context.User.AccountId()!.Value, body, context.RequestServices, ct) switch
            {
                CeremonyAnswer.Refused no => IslandAnswer.Refuse(no.Why),
                _ => (IResult)TypedResults.Json(new { }),
            };
        };

    public static byte[] Bytes(JsonElement value) => Encoding.UTF8.GetBytes(value.GetRawText());

    public static CeremonyAnswer Unreadable => CeremonyAnswer.No(IslandRefusal.Unreadable);

    private static int? Offender(JsonElement body) =>
        body.TryGetProperty("offender", out JsonElement value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int place) ? place : null;

    private static async Task<IResult> StateAsync(string vote, Guid me, RatifyVoteDb db, CancellationToken ct)
    {
        if (await OneCeremony.ReadAsync(db, vote, ct) is not { } ceremony || ceremony.SeatOf(me) is not { } seat)
        {
            return IslandAnswer.Refuse(IslandRefusal.NotFound);
        }

        return TypedResults.Bytes(State(ceremony, seat), "application/json");
    }

    private static byte[] State(OneCeremony ceremony, SeatRow me)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("vote", ceremony.Row.VoteId);
            writer.WriteString("group", ceremony.Rules.Group.Name);
            writer.WriteNumber("me", me.Place);
            writer.WriteNumber("n", ceremony.Row.Size);
            writer.WriteNumber("t", ceremony.Row.Threshold);
            Array(writer, "names", ceremony.Seats, seat => writer.WriteStringValue(seat.Name));
            writer.WriteString("round", ceremony.Round.Name());
            Array(writer, "done", ceremony.Seats, seat => writer.WriteBooleanValue(Round.Done(seat, ceremony.Round)));
            if (ceremony.Round > CeremonyRound.Certs)
            {
                Array(writer, "certs", ceremony.Seats, seat => writer.WriteRawValue(seat.Cert!));
            }

            if (ceremony.Round is CeremonyRound.Keys)
            {
                writer.WritePropertyName("vinput");
                writer.WriteRawValue(KeyCeremony.InputOf(me.Place, ceremony.Polynomials).Write());
            }

            if (ceremony.Round is CeremonyRound.Checked or CeremonyRound.Ready)
            {
                writer.WriteString("trustees", ceremony.Row.TrusteesRecord);
                writer.WriteString("private_key", ceremony.Outputs[me.Place - 1].PrivateKey);
                if (ceremony.Round is CeremonyRound.Checked)
                {
                    writer.WriteString("nonce", me.Nonce);
                }
            }

            if (ceremony.Row.AbortedBy is { } by)
            {
                writer.WriteStartObject("aborted");
                writer.WriteNumber("by", by);
                if (ceremony.Row.AbortedOffender is { } offender)
                {
                    writer.WriteNumber("offender", offender);
                }

                writer.WriteString("reason", ceremony.Row.AbortedReason);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Array(Utf8JsonWriter writer, string name, List<SeatRow> seats, Action<SeatRow> write)
    {
        writer.WriteStartArray(name);
        seats.ForEach(write);
        writer.WriteEndArray();
    }
}
