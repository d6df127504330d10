using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth;

/// <summary>The boards of a vote's units: set-up, opening, the events after the tally, and what others may read. Every method that changes something takes the unit's lock alone and may be repeated.</summary>
internal sealed class Board(BallotBoxDb db)
{
    /// <summary>Puts a sealed unit into the box with the Setup event of its board. The same set-up again changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The unit is there with other records.</exception>
    public async Task SetUpAsync(UnitSetup setup, CancellationToken ct)
    {
        byte[] payload = RecordHash.Of(new SetupData(RecordHash.Of(setup.Election), RecordHash.Of(setup.Trustees), RecordHash.Of(setup.PublicCredentials)).Write()).ToArray();
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", setup.Uuid, ct);
        db.ChangeTracker.Clear();
        if (await db.Set<BoardEventRow>().AsNoTracking().SingleOrDefaultAsync(happened => happened.Uuid == setup.Uuid && happened.Height == 0, ct) is { } there)
        {
            if (!payload.AsSpan().SequenceEqual(there.Payload))
            {
                throw new InvalidOperationException($"Unit {setup.Uuid} is in the box with other records.");
            }

            return;
        }

        BoxUnit unit = NewUnit(setup);
        db.Add(unit);
        db.Add(new UnitRecords
        {
            Uuid = setup.Uuid,
            Election = setup.Election,
            Trustees = setup.Trustees,
            PublicCredentials = setup.PublicCredentials,
            LeafHashes = [.. setup.LeafHashes.SelectMany(hash => hash.ToArray())],
            RollHashes = [.. setup.RollHashes.SelectMany(hash => hash.ToArray())],
        });
        BoardAppender board = new(db, unit);
        board.Append(writer => writer.SetUp(setup.Election, setup.Trustees, setup.PublicCredentials));
        await board.SaveAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Lets a unit take ballots from its opening time on. Does nothing to a unit that is open or further.</summary>
    /// <exception cref="InvalidOperationException">There is no such unit, or it is void.</exception>
    public async Task OpenAsync(string uuid, CancellationToken ct)
    {
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", uuid, ct);
        BoxUnit unit = await db.UnderLockAsync(uuid, ct);
        if (unit.State is UnitState.Voided)
        {
            throw new InvalidOperationException($"Unit {uuid} is void.");
        }

        if (unit.State is UnitState.SetUp)
        {
            unit.State = UnitState.Open;
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>Puts another schedule in force: both times before the opening, a later close while the vote is open.</summary>
    /// <returns>False, and nothing changed, when a unit of the vote is closed already or the close would come earlier.</returns>
    public async Task<bool> RescheduleAsync(string voteId, DateTimeOffset opensAt, DateTimeOffset closesAt, CancellationToken ct)
    {
        List<string> uuids = await UuidsAsync(voteId, ct);
        foreach (string uuid in uuids)
        {
            await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", uuid, ct);
            BoxUnit unit = await db.UnderLockAsync(uuid, ct);
            bool allowed = unit.State is UnitState.SetUp || (unit.State is UnitState.Open && closesAt >= unit.ClosesAt);
            if (!allowed)
            {
                return false;
            }

            (unit.OpensAt, unit.ClosesAt) = (unit.State is UnitState.SetUp ? opensAt : unit.OpensAt, closesAt);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return true;
    }

    /// <summary>The last published event of every board of the vote, in the order of terms.json.</summary>
    public async Task<ImmutableArray<BoardHead>> HeadsAsync(string voteId, CancellationToken ct) =>
        [.. (await db.Set<BoxUnit>().AsNoTracking().Where(unit => unit.VoteId == voteId).OrderBy(unit => unit.Place).Select(unit => new { unit.Uuid, unit.Height, unit.Head }).ToListAsync(ct))
            .Select(unit => new BoardHead(unit.Uuid, unit.Height, RecordHash.FromBytes(unit.Head)))];

    /// <summary>How far each unit of the vote has come, in the order of terms.json.</summary>
    public async Task<IReadOnlyList<UnitProgress>> ProgressAsync(string voteId, CancellationToken ct)
    {
        List<BoxUnit> units = await db.Set<BoxUnit>().AsNoTracking().Where(unit => unit.VoteId == voteId).OrderBy(unit => unit.Place).ToListAsync(ct);
        List<UnitProgress> progress = [];
        foreach (BoxUnit unit in units)
        {
            int used = await db.Set<BoardEventRow>().Where(happened => happened.Uuid == unit.Uuid && happened.Credential != null).Select(happened => happened.Credential).Distinct().CountAsync(ct);
            progress.Add(new UnitProgress(unit.Uuid, unit.ContestId, unit.State, unit.Ballots, used));
        }

        return progress;
    }

    /// <summary>Appends a trustee's partial decryption whose proofs the caller has verified: the archive cannot be mended. The same again changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The key of the contest may still exist, another decryption of this owner is there, or the unit has its result.</exception>
    public Task AppendPartialDecryptionAsync(string uuid, int owner, byte[] partialDecryption, CancellationToken ct)
    {
        byte[] owned = new OwnedDecryption(owner, RecordHash.Of(partialDecryption)).Write();
        return AppendAfterSignOffAsync(uuid, writer => writer.AddPartialDecryption(partialDecryption, owned), async () =>
        {
            List<byte[]> there = await RecordsOfAsync(uuid, "PartialDecryption", place: 1, ct);
            return there.Any(record => OwnedDecryption.TryParse(record, out OwnedDecryption? known, out _) && known.Owner == owner)
                ? there.Any(record => record.AsSpan().SequenceEqual(owned)) ? Appending.AlreadyThere : Appending.Refused
                : Appending.Due;
        }, ct);
    }

    /// <summary>Appends the result, the last event of a board. The same again changes nothing.</summary>
    /// <exception cref="InvalidOperationException">Another result is there, or no partial decryption.</exception>
    public Task AppendResultAsync(string uuid, byte[] result, CancellationToken ct) =>
        AppendAfterSignOffAsync(uuid, writer => writer.AddResult(result), async () =>
        {
            List<byte[]> there = await RecordsOfAsync(uuid, "Result", place: 0, ct);
            return there.Count > 0
                ? there[0].AsSpan().SequenceEqual(result) ? Appending.AlreadyThere : Appending.Refused
                : Appending.Due;
        }, ct);

    /// <summary>The vote is published: partial decryptions and results of its boards become public. May be repeated.</summary>
    public Task RevealResultAsync(string voteId, CancellationToken ct) =>
        db.Set<BoxUnit>().Where(unit => unit.VoteId == voteId && unit.State == UnitState.SignedOff).ExecuteUpdateAsync(unit => unit.SetProperty(one => one.ResultPublic, true), ct);

    /// <summary>The records that trustees open, once the unit has its encrypted tally; null before.</summary>
    public async Task<TalliedUnit?> TalliedAsync(string uuid, CancellationToken ct)
    {
        if (await db.Set<UnitRecords>().AsNoTracking().SingleOrDefaultAsync(records => records.Uuid == uuid, ct) is not { } sealedRecords)
        {
            return null;
        }

        List<byte[]> tally = await RecordsOfAsync(uuid, "EncryptedTally", place: 0, ct), sized = await RecordsOfAsync(uuid, "EncryptedTally", place: 1, ct);
        return tally is [{ } encrypted] && sized is [{ } counted] ? new(sealedRecords.Election, sealedRecords.Trustees, encrypted, counted) : null;
    }

    private enum Appending { Refused, Due, AlreadyThere }

    private async Task AppendAfterSignOffAsync(string uuid, Func<BoardWriter, BoardStep> step, Func<Task<Appending>> judge, CancellationToken ct)
    {
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", uuid, ct);
        BoxUnit unit = await db.UnderLockAsync(uuid, ct);
        Appending verdict = await judge();
        if (verdict is Appending.AlreadyThere)
        {
            return;
        }

        bool keyGone = await db.Set<ContestKeyRow>().AnyAsync(key => key.VoteId == unit.VoteId && key.ContestId == unit.ContestId && key.State == ContestKeyState.Destroyed, ct);
        if (verdict is Appending.Refused || unit.State is not UnitState.SignedOff || !keyGone)
        {
            throw new InvalidOperationException($"The board of unit {uuid} does not take this event now.");
        }

        BoardAppender board = new(db, unit);
        board.Append(step);
        await board.SaveAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private Task<List<byte[]>> RecordsOfAsync(string uuid, string type, int place, CancellationToken ct) =>
        (from happened in db.Set<BoardEventRow>()
         join record in db.Set<BoardRecordRow>() on new { happened.Uuid, happened.Height } equals new { record.Uuid, record.Height }
         where happened.Uuid == uuid && happened.Type == type && record.Place == place
         orderby happened.Height
         select record.Bytes).ToListAsync(ct);

    private Task<List<string>> UuidsAsync(string voteId, CancellationToken ct) =>
        db.Set<BoxUnit>().Where(unit => unit.VoteId == voteId).OrderBy(unit => unit.Place).Select(unit => unit.Uuid).ToListAsync(ct);

    private static BoxUnit NewUnit(UnitSetup setup)
    {
        if (!Election.TryParse(setup.Election, out Election? election, out _) || election.Uuid != setup.Uuid
            || setup.LeafHashes.Count != setup.Members + setup.Spares || setup.RollHashes.Count != setup.LeafHashes.Count)
        {
            throw new ArgumentException("The records of the set-up do not fit together.", nameof(setup));
        }

        return new BoxUnit
        {
            Uuid = setup.Uuid,
            VoteId = setup.VoteId,
            ContestId = setup.ContestId,
            Place = setup.Place,
            State = UnitState.SetUp,
            OpensAt = setup.OpensAt,
            ClosesAt = setup.ClosesAt,
            FlushSeconds = setup.Flush.EverySeconds,
            FlushNewCredentials = setup.Flush.NewCredentials,
            FlushOnlyAtClose = setup.Members < setup.Flush.SmallUnit,
            Revotes = setup.Revotes,
            Practice = setup.Practice,
            Members = setup.Members,
            Spares = setup.Spares,
            ArchiveTime = setup.SealedAt.ToUnixTimeSeconds(),
            Height = -1,
            Head = [],
            BoardState = BoardState.Empty,
            Ballots = 0,
            AnnouncedHeight = 0,
        };
    }
}
