using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Boards;

/// <summary>The public files of a unit, as of the published board. The index of a board is kept in memory until the board moves.</summary>
internal sealed class BoardFiles(IServiceScopeFactory scopes, SealedUnits units)
{
    private readonly ConcurrentDictionary<string, (int Height, byte[] Bytes)> indexes = new(StringComparer.Ordinal);

    /// <summary>The exact public_credentials record.</summary>
    public async Task<byte[]?> CredentialsAsync(string uuid, CancellationToken ct) => (await units.FindAsync(uuid, ct))?.Credentials.Write();

    /// <summary>leaves/&lt;uuid&gt;.json: all leaf hashes in order of i.</summary>
    public async Task<byte[]?> LeavesAsync(string uuid, CancellationToken ct) =>
        await units.FindAsync(uuid, ct) is { } unit ? new LeavesFile([.. unit.LeafHashes]).Write() : null;

    /// <summary>openings/&lt;uuid&gt;.json, null before the sign-off.</summary>
    public async Task<byte[]?> OpeningsAsync(string uuid, CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BallotBoxDb>().Set<UnitOpenings>().Where(row => row.Uuid == uuid).Select(row => row.Openings).SingleOrDefaultAsync(ct);
    }

    /// <summary>{"height":N,"head":hex,"ballots":[["credential","tracker"],...]} in board order.</summary>
    public async Task<byte[]?> IndexAsync(string uuid, CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        BallotBoxDb db = scope.ServiceProvider.GetRequiredService<BallotBoxDb>();
        // Before the publication nobody sees further than the encrypted tally.
        if (await db.Set<BoxUnit>().AsNoTracking().Where(unit => unit.Uuid == uuid).Select(unit => new { unit.ResultPublic }).SingleOrDefaultAsync(ct) is not { } unit)
        {
            return null;
        }

        var head = await db.Set<BoardEventRow>().AsNoTracking().Where(happened => happened.Uuid == uuid && (unit.ResultPublic || (happened.Type != "PartialDecryption" && happened.Type != "Result")))
            .OrderByDescending(happened => happened.Height).Select(happened => new { happened.Height, Head = happened.Hash }).FirstAsync(ct);
        if (indexes.TryGetValue(uuid, out (int Height, byte[] Bytes) known) && known.Height == head.Height)
        {
            return known.Bytes;
        }

        var ballots = await db.Set<BoardEventRow>().Where(happened => happened.Uuid == uuid && happened.Credential != null && happened.Height <= head.Height)
            .OrderBy(happened => happened.Height).Select(happened => new { happened.Credential, happened.Payload }).ToListAsync(ct);
        byte[] bytes = new CanonicalWriter().Open('{').Key("height").Number(head.Height).Key("head").Hash(RecordHash.FromBytes(head.Head)).Key("ballots")
            .List(ballots, static (writer, ballot) => writer.Open('[').Text(ballot.Credential!).Text(new Tracker(RecordHash.FromBytes(ballot.Payload)).ToString()).Close(']'))
            .Close('}').ToUtf8();
        indexes[uuid] = (head.Height, bytes);
        return bytes;
    }
}
