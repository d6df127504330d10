using System.Security.Claims;
using System.Text;
using System.Text.Json;
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
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder trustee = app.MapGroup("/trustees/{vote}").AllowAnonymous().DisableAntiforgery();
        trustee.MapGet("/state", async (string vote, ClaimsPrincipal person, RatifyVoteDb db, CancellationToken ct) =>
            Refusal(person) is { } refused ? IslandAnswer.Refuse(refused) : await StateAsync(vote, person.AccountId()!.Value, db, ct));
        trustee.MapPost("/cert", IslandPost.From(async (vote, me, body, use, ct) => ResultOf(
            body.TryGetProperty("cert", out JsonElement cert) && SignedMessage.TryParse(Bytes(cert), out SignedMessage? signed, out _)
                ? await use.GetRequiredService<ReceiveMessage>().CertAsync(vote, me, signed, ct) : Unreadable)));
        trustee.MapPost("/polynomial", IslandPost.From(async (vote, me, body, use, ct) => ResultOf(
            PolynomialMessage.TryParse(Bytes(body), out PolynomialMessage? message, out _)
                ? await use.GetRequiredService<ReceiveMessage>().PolynomialAsync(vote, me, message, ct) : Unreadable)));
        trustee.MapPost("/voutput", IslandPost.From(async (vote, me, body, use, ct) => ResultOf(
            VerificationOutput.TryParse(Bytes(body), out VerificationOutput? output, out _)
                ? await use.GetRequiredService<ReceiveMessage>().OutputAsync(vote, me, output, ct) : Unreadable)));
        trustee.MapPost("/keycheck", IslandPost.From(async (vote, me, body, use, ct) => ResultOf(
            KeyCheck.TryParse(Bytes(body), out KeyCheck? check, out _)
                ? await use.GetRequiredService<ReceiveMessage>().KeyCheckAsync(vote, me, check, ct) : Unreadable)));
        trustee.MapPost("/abort", IslandPost.From(async (vote, me, body, use, ct) => ResultOf(
            body.TryGetProperty("reason", out JsonElement code) && code.ValueKind is JsonValueKind.String
            && Enum.TryParse(code.GetString(), out AbortReason reason) && Enum.IsDefined(reason)
                ? await use.GetRequiredService<AbortCeremony>().RunAsync(vote, me, Offender(body), reason, ct) : Unreadable)));
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

    private static byte[] Bytes(JsonElement value) => Encoding.UTF8.GetBytes(value.GetRawText());

    private static IResult ResultOf(CeremonyAnswer answer) =>
        answer is CeremonyAnswer.Refused no ? IslandAnswer.Refuse(no.Why) : TypedResults.Json(new { });

    private static CeremonyAnswer Unreadable => CeremonyAnswer.No(IslandRefusal.Unreadable);

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
