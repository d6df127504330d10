using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth;

/// <summary>An entry of a unit's roll that two people set aside in the canvass.</summary>
internal readonly record struct SetAsideEntry(string Uuid, int I);

/// <summary>After the canvass: a neutral ballot for every set-aside entry that has a ballot, then EndBallots, in one transaction; then the encrypted tally in another; when all units have theirs,
/// the BallotsEnded entry of the journal. May be repeated: what is on the board stays as it is.</summary>
internal sealed class EndBallots(BallotBoxDb db, SealedUnits units, UnitSecrets secrets, BoardReader boards, Journal journal)
{
    public async Task<CloseStep> RunAsync(string voteId, IReadOnlyCollection<SetAsideEntry> setAside, CancellationToken ct)
    {
        List<string> uuids = await db.Set<BoxUnit>().Where(unit => unit.VoteId == voteId).OrderBy(unit => unit.Place).Select(unit => unit.Uuid).ToListAsync(ct);
        foreach (string uuid in uuids)
        {
            SealedUnit unit = await units.GetAsync(uuid, ct);
            if (!await EndAsync(unit, [.. setAside.Where(entry => entry.Uuid == uuid).Select(entry => entry.I)], ct))
            {
                return CloseStep.NotDue;
            }

            Failpoint.Hit("end.after-unit");
            await TallyAsync(unit, ct);
            Failpoint.Hit("tally.after-unit");
        }

        List<EndedUnit> ended = [];
        foreach (string uuid in uuids)
        {
            ended.Add(new EndedUnit(uuid, (await boards.EndBallotsAsync(uuid, ct))!.Value, RecordHash.Of(await boards.TallyAsync(uuid, ct))));
        }

        Failpoint.Hit("tally.before-journal");
        await journal.AppendOnceAsync(voteId, "", new JournalData.BallotsEnded([.. ended]), ct);
        Failpoint.Hit("tally.after-journal");
        return CloseStep.Done;
    }

    /// <summary>How many of these entries have a ballot on the board. Computed in memory; which ones is not said.</summary>
    public async Task<int> CountWithBallotAsync(string uuid, IReadOnlyCollection<int> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
        {
            return 0;
        }

        HashSet<string> used = await boards.CredentialsUsedAsync(uuid, ct);
        using CredentialKey key = secrets.Credentials(await units.GetAsync(uuid, ct));
        return entries.Distinct().Count(i => used.Contains(key.PublicText(i)));
    }

    private async Task<bool> EndAsync(SealedUnit unit, int[] setAside, CancellationToken ct)
    {
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", unit.Uuid, ct);
        BoxUnit box = await db.UnderLockAsync(unit.Uuid, ct);
        switch (box.State)
        {
            case UnitState.Closing:
                break;
            case UnitState.Ended or UnitState.Tallied or UnitState.SignedOff:
                return true;
            case UnitState.SetUp or UnitState.Open or UnitState.Voided:
                return false;
        }

        BoardAppender board = new(db, box);
        foreach (Ballot neutral in await NeutralBallotsAsync(unit, setAside, ct))
        {
            board.AppendBallot(neutral, neutral.Write());
        }

        board.Append(writer => writer.EndBallots());
        box.State = UnitState.Ended;
        await board.SaveAsync(ct);
        Failpoint.Hit("end.before-commit");
        await transaction.CommitAsync(ct);
        return true;
    }

    // In order of the credential, which says nothing about the member: the order of the list of set-aside people is theirs, not the board's.
    private async Task<List<Ballot>> NeutralBallotsAsync(SealedUnit unit, int[] setAside, CancellationToken ct)
    {
        if (setAside.Length == 0)
        {
            return [];
        }

        HashSet<string> used = await boards.CredentialsUsedAsync(unit.Uuid, ct);
        using CredentialKey key = secrets.Credentials(unit);
        return [.. setAside.Distinct().Select(i => (I: i, Credential: key.PublicText(i))).Where(entry => used.Contains(entry.Credential))
            .OrderBy(entry => entry.Credential, StringComparer.Ordinal).Select(entry => unit.NeutralBallots.Make(key.Secret(entry.I), SystemRandom.Source))];
    }

    private async Task TallyAsync(SealedUnit unit, CancellationToken ct)
    {
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", unit.Uuid, ct);
        BoxUnit box = await db.UnderLockAsync(unit.Uuid, ct);
        if (box.State is not UnitState.Ended)
        {
            return;
        }

        (byte[] tally, byte[] sized) = await UnitTally.ComputeAsync(boards, unit, ct);
        BoardAppender board = new(db, box);
        board.Append(writer => writer.AddTally(tally, sized));
        box.State = UnitState.Tallied;
        await board.SaveAsync(ct);
        Failpoint.Hit("tally.before-commit");
        await transaction.CommitAsync(ct);
    }
}
