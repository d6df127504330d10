using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Ceremonies;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Decryptions;

/// <summary>What the decryption island is told. Nothing in it is secret: the private key is encrypted to the trustee.</summary>
internal sealed class DecryptionState(RatifyVoteDb db, VoteQueries votes, Journal journal, Board board)
{
    /// <summary>Null when this account holds no share of this vote, or the ceremony is not complete.</summary>
    public async Task<byte[]?> WriteAsync(string voteId, Guid accountId, CancellationToken ct)
    {
        if (await OneCeremony.ReadAsync(db, voteId, ct) is not { Row.TrusteesRecord: { } trustees } ceremony || ceremony.SeatOf(accountId) is not { } me
            || await votes.TermsAsync(voteId, ct) is not { } terms || await votes.VoteRecordAsync(voteId, ct) is not { } record)
        {
            return null;
        }

        IReadOnlyList<JournalLine> lines = await journal.LinesAsync(voteId, ct);
        Dictionary<string, int> ballots = (await board.ProgressAsync(voteId, ct)).ToDictionary(unit => unit.Uuid, unit => unit.Ballots);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("vote", voteId);
            writer.WriteNumber("me", me.Place);
            writer.WriteNumber("n", ceremony.Row.Size);
            writer.WriteNumber("t", ceremony.Row.Threshold);
            writer.WriteStartArray("names");
            ceremony.Seats.ForEach(seat => writer.WriteStringValue(seat.Name));
            writer.WriteEndArray();
            writer.WriteString("terms", terms);
            writer.WriteString("vote_json", record);
            writer.WriteString("trustees", trustees);
            writer.WriteString("private_key", ceremony.Outputs[me.Place - 1].PrivateKey);
            writer.WriteStartArray("units");
            foreach (UnitSummary unit in await votes.UnitsAsync(voteId, ct))
            {
                await WriteUnitAsync(writer, unit, ceremony.Row.Threshold, lines, ballots.GetValueOrDefault(unit.Uuid), ct);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private async Task WriteUnitAsync(Utf8JsonWriter writer, UnitSummary unit, int threshold, IReadOnlyList<JournalLine> lines, int ballots, CancellationToken ct)
    {
        List<byte[]> attestations = await db.Set<AttestationRow>().Where(row => row.Uuid == unit.Uuid).OrderBy(row => row.Owner).Select(row => row.Record).ToListAsync(ct);
        List<int> decrypted = await db.Set<DecryptionShareRow>().Where(row => row.Uuid == unit.Uuid).OrderBy(row => row.Owner).Select(row => row.Owner).ToListAsync(ct);
        string phase = SealedTallies.ContentOf(unit, lines) is null ? "waiting"
            : lines.Any(line => line.Entry.Data is JournalData.ResultComputed) || decrypted.Count >= threshold ? "done"
            : attestations.Count >= threshold ? "decrypt" : "attest";
        writer.WriteStartObject();
        writer.WriteString("uuid", unit.Uuid);
        writer.WriteString("name", unit.Name);
        writer.WriteString("phase", phase);
        writer.WriteNumber("ballots", ballots);
        writer.WriteStartArray("attestations");
        foreach (byte[] record in attestations)
        {
            string text = Encoding.UTF8.GetString(record);
            writer.WriteRawValue(text[1..^1]);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("decrypted");
        decrypted.ForEach(writer.WriteNumberValue);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
