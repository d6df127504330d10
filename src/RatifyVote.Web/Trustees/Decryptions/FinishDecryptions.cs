using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Decryptions;

/// <summary>Brings the first t stored decryptions of a unit to its board and journal, in the order of their owners' numbers among those stored. May run
/// twice: board and journal each take a decryption once. More than t are not needed and would only delay the result.</summary>
internal sealed class FinishDecryptions(RatifyVoteDb db, VoteQueries votes, Board board, Journal journal)
{
    public async Task RunAsync(string uuid, CancellationToken ct)
    {
        UnitSummary unit = (await votes.UnitAsync(uuid, ct))!;
        int threshold = (await votes.SettingsAsync(unit.Vote, ct))!.TrusteeThreshold;
        List<JournalLine> lines = [.. await journal.LinesAsync(unit.Vote, ct)];
        List<int> done = [.. lines.Select(line => line.Entry.Data).OfType<JournalData.Decrypted>().Where(data => data.Uuid == uuid).Select(data => data.Owner)];
        List<DecryptionShareRow> waiting = await db.Set<DecryptionShareRow>().AsNoTracking().Where(row => row.Uuid == uuid && !done.Contains(row.Owner)).OrderBy(row => row.Owner).ToListAsync(ct);
        foreach (DecryptionShareRow share in waiting.Take(threshold - done.Count))
        {
            await board.AppendPartialDecryptionAsync(uuid, share.Owner, share.PartialDecryption, ct);
            await journal.AppendOnceAsync(unit.Vote, $"{uuid}|{share.Owner}", new JournalData.Decrypted(uuid, share.Owner), ct);
        }
    }
}
