using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees.Ceremonies;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Decryptions;

/// <summary>The HTTP side of the decryption island (contract: the Booth's README, trustee-decrypt.js).</summary>
internal static class DecryptionEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder trustee = app.MapGroup("/trustees/{vote}").AllowAnonymous().DisableAntiforgery();
        trustee.MapGet("/decrypt/state", async (string vote, ClaimsPrincipal person, DecryptionState state, CancellationToken ct) =>
            CeremonyEndpoints.Refusal(person) is { } refused ? IslandAnswer.Refuse(refused)
            : await state.WriteAsync(vote, person.AccountId()!.Value, ct) is { } bytes ? (IResult)TypedResults.Bytes(bytes, "application/json")
            : IslandAnswer.Refuse(IslandRefusal.NotFound));
        trustee.MapPost("/attest", IslandPost.From(async (vote, me, body, services, ct) =>
            Text(body, "uuid") is { } uuid && Attestation.TryParse(WithoutUuid(body), out Attestation? attestation, out _)
                ? AnswerOf(await services.GetRequiredService<ReceiveAttestation>().RunAsync(vote, uuid, me, attestation, ct))
                : IslandAnswer.Refuse(IslandRefusal.Unreadable)));
        trustee.MapPost("/decrypt", IslandPost.From(async (vote, me, body, services, ct) =>
            Text(body, "uuid") is { } uuid && Text(body, "partial_decryption") is { } record
            && body.TryGetProperty("owner", out JsonElement number) && number.ValueKind is JsonValueKind.Number && number.TryGetInt32(out int owner)
            && PartialDecryption.TryParse(Encoding.UTF8.GetBytes(record), out PartialDecryption? decryption, out _)
            && decryption.Write().AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(record))
            && body.TryGetProperty("proofs2", out JsonElement proofs)
            && OwnedSecondProofs.TryParse(Encoding.UTF8.GetBytes($$"""{"owner":{{owner}},"proofs":{{proofs.GetRawText()}}}"""), out OwnedSecondProofs? second, out _)
                ? AnswerOf(await services.GetRequiredService<ReceiveDecryption>().RunAsync(vote, uuid, me, owner, decryption, second, ct))
                : IslandAnswer.Refuse(IslandRefusal.Unreadable)))
            // The page of the same path would answer posts too (every Razor page does): the island's endpoint goes first.
            .WithOrder(-1);
    }

    private static IResult AnswerOf(DecryptionAnswer answer) => answer switch
    {
        DecryptionAnswer.Taken => TypedResults.Json(new { }),
        DecryptionAnswer.NotFound => IslandAnswer.Refuse(IslandRefusal.NotFound),
        DecryptionAnswer.WrongState => IslandAnswer.Refuse(IslandRefusal.WrongState),
        DecryptionAnswer.AttestationWrong or DecryptionAnswer.AttestationsMissing or DecryptionAnswer.DecryptionWrong =>
            TypedResults.Json(new IslandError(answer.ToString()), statusCode: StatusCodes.Status409Conflict),
    };

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>The attestation as the record has it: the island names the unit beside it.</summary>
    private static byte[] WithoutUuid(JsonElement body)
    {
        CanonicalWriter writer = new();
        writer.Open('{');
        foreach (JsonProperty member in body.EnumerateObject().Where(member => member.Name != "uuid"))
        {
            writer.Key(member.Name).Verbatim(member.Value.GetRawText());
        }

        return writer.Close('}').ToUtf8();
    }
}
