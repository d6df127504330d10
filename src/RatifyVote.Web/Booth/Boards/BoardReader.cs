using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Json;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Boards;

/// <summary>Reads of one unit's board that the steps after the close need.</summary>
internal sealed class BoardReader(BallotBoxDb db)
{
    /// <summary>ser(C) of every credential with a ballot on the board.</summary>
    public Task<HashSet<string>> CredentialsUsedAsync(string uuid, CancellationToken ct) => CredentialsUsedAboveAsync(uuid, -1, ct);

    /// <summary>ser(C) of every credential with a ballot above that height: above the Closing height those are the neutral ones.</summary>
    public async Task<HashSet<string>> CredentialsUsedAboveAsync(string uuid, int height, CancellationToken ct) =>
        await db.Set<BoardEventRow>().Where(happened => happened.Uuid == uuid && happened.Credential != null && happened.Height > height)
            .Select(happened => happened.Credential!).Distinct().AsAsyncEnumerable().ToHashSetAsync(StringComparer.Ordinal, ct);

    /// <summary>The exact bytes of the last ballot of each credential, one at a time.</summary>
    public IAsyncEnumerable<byte[]> CountedBallotsAsync(string uuid) =>
        (from happened in db.Set<BoardEventRow>().AsNoTracking()
         join record in db.Set<BoardRecordRow>().AsNoTracking() on new { happened.Uuid, happened.Height } equals new { record.Uuid, record.Height }
         where happened.Uuid == uuid && happened.Credential != null
             && !db.Set<BoardEventRow>().Any(later => later.Uuid == uuid && later.Credential == happened.Credential && later.Height > happened.Height)
         orderby happened.Height
         select record.Bytes).AsAsyncEnumerable();

    /// <summary>Hash of the EndBallots event, null before it.</summary>
    public async Task<RecordHash?> EndBallotsAsync(string uuid, CancellationToken ct) =>
        await db.Set<BoardEventRow>().Where(happened => happened.Uuid == uuid && happened.Type == "EndBallots").Select(happened => happened.Hash).SingleOrDefaultAsync(ct)
            is { } hash ? RecordHash.FromBytes(hash) : null;

    /// <summary>The encrypted_tally record, null before it.</summary>
    public async Task<byte[]?> TallyAsync(string uuid, CancellationToken ct) =>
        await (from happened in db.Set<BoardEventRow>()
               join record in db.Set<BoardRecordRow>() on new { happened.Uuid, happened.Height } equals new { record.Uuid, record.Height }
               where happened.Uuid == uuid && happened.Type == "EncryptedTally" && record.Place == 0
               select record.Bytes).SingleOrDefaultAsync(ct);
}
