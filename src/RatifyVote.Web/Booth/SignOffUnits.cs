using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth;

/// <summary>Writes down, for every entry of each roll, whether a ballot is recorded, not recorded or set aside, and opens the entries not recorded (secrecy C-06, C-07). Computed in memory
/// for i = 0..n+m-1, never by walking over ballots; all rows of a unit are written by one statement in order of i. Then the SignedOff entry of the journal. May be repeated.</summary>
internal sealed class SignOffUnits(BallotBoxDb db, SealedUnits units, UnitSecrets secrets, BoardReader boards, Journal journal)
{
    public async Task<CloseStep> RunAsync(string voteId, CancellationToken ct)
    {
        List<string> uuids = await db.Set<BoxUnit>().Where(unit => unit.VoteId == voteId).OrderBy(unit => unit.Place).Select(unit => unit.Uuid).ToListAsync(ct);
        List<UnitOpenings> signedOff = [];
        foreach (string uuid in uuids)
        {
            if (!await SignOffAsync(await units.GetAsync(uuid, ct), ct))
            {
                return CloseStep.NotDue;
            }

            Failpoint.Hit("signoff.after-unit");
            signedOff.Add(await db.Set<UnitOpenings>().AsNoTracking().SingleAsync(openings => openings.Uuid == uuid, ct));
        }

        Failpoint.Hit("signoff.before-journal");
        await journal.AppendOnceAsync(voteId, "", new JournalData.SignedOff([.. signedOff.Select(unit => new SignedOffUnit(
            unit.Uuid, RecordHash.FromBytes(unit.SignOffRoot), unit.Recorded, unit.NotRecorded, unit.SetAside, RecordHash.Of(unit.Openings)))]), ct);
        Failpoint.Hit("signoff.after-journal");
        return CloseStep.Done;
    }

    private async Task<bool> SignOffAsync(SealedUnit unit, CancellationToken ct)
    {
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", unit.Uuid, ct);
        BoxUnit box = await db.UnderLockAsync(unit.Uuid, ct);
        switch (box.State)
        {
            case UnitState.Tallied:
                break;
            case UnitState.SignedOff:
                return true;
            case UnitState.SetUp or UnitState.Open or UnitState.Closing or UnitState.Ended or UnitState.Voided:
                return false;
        }

        HashSet<string> used = await boards.CredentialsUsedAsync(unit.Uuid, ct);
        HashSet<string> neutralised = await boards.CredentialsUsedAboveAsync(unit.Uuid, box.ClosingHeight!.Value, ct);
        SignOffState[] states = new SignOffState[unit.Entries];
        byte[][] salts = new byte[unit.Entries][];
        RecordHash[] leaves = new RecordHash[unit.Entries];
        List<Opening> openings = [];
        using (CredentialKey key = secrets.Credentials(unit))
        {
            string[] credentials = key.PublicTexts(unit.Entries);
            ImmutableArray<RecordHash>[] paths = MerkleTree.AllPaths(unit.LeafHashes);
            for (int i = 0; i < unit.Entries; i++)
            {
                states[i] = neutralised.Contains(credentials[i]) ? SignOffState.SetAside : used.Contains(credentials[i]) ? SignOffState.Recorded : SignOffState.NotRecorded;
                salts[i] = RandomNumberGenerator.GetBytes(32);
                leaves[i] = SignOff.LeafHash(unit.Uuid, i, states[i], salts[i]);
                if (states[i] is SignOffState.NotRecorded)
                {
                    openings.Add(new Opening(i, unit.KindOf(i), unit.RollHashes[i], credentials[i], key.Salt(i), paths[i]));
                }
            }
        }

        await db.InsertSignOffAsync(unit.Uuid, states, salts, ct);
        db.Add(new UnitOpenings
        {
            Uuid = unit.Uuid,
            SignOffRoot = MerkleTree.Root(leaves).ToArray(),
            Openings = new OpeningsFile([.. openings]).Write(),
            Recorded = states.Count(state => state is SignOffState.Recorded),
            NotRecorded = openings.Count,
            SetAside = states.Count(state => state is SignOffState.SetAside),
        });
        box.State = UnitState.SignedOff;
        await db.SaveChangesAsync(ct);
        Failpoint.Hit("signoff.before-commit");
        await transaction.CommitAsync(ct);
        return true;
    }
}
