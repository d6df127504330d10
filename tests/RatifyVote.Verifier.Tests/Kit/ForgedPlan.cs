using System.Collections.Immutable;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Verifier.Tests.Kit;

/// <summary>What the journal of a sound vote says, when, and with which heads.</summary>
internal sealed class ForgedPlan(ForgedVote vote)
{
    // Which height of a unit's board an entry sees; entries that are not named see what the one before saw.
    private Func<ForgedUnit, int> seen = _ => 0;

    public List<JournalData> Entries()
    {
        ForgedUnit first = vote.Units[0], second = vote.Units[1];
        List<JournalData> entries =
        [
            new JournalData.Sealed(vote.SealedTerms.Hash(), vote.VoteRecord.Hash()),
            new JournalData.RollAddition(first.Uuid, 1),
            new JournalData.Opened(),
            new JournalData.Removed(second.Uuid),
            new JournalData.BoardPublished(first.Uuid, 3, first.Board.EventHashes[3], 3),
            new JournalData.Closing(vote.SealedTerms.ClosesAt),
            new JournalData.CanvassDecided([.. vote.Units.Select(u => new CanvassedUnit(u.Uuid, u.Board.Casts.Count, u.Used.Count, u.Board.SetAside.Count))]),
            new JournalData.BallotsEnded([.. vote.Units.Select(u => new EndedUnit(u.Uuid, u.Board.EventHashes[Math.Min(u.EndHeight, u.Board.EventHashes.Count - 1)], u.Board.TallyHash))]),
            new JournalData.SignedOff([.. vote.Units.Select(u => new SignedOffUnit(u.Uuid, u.SignOffRoot, u.Used.Count - u.Board.SetAside.Count,
                ForgedUnit.Entries - u.Used.Count, u.Board.SetAside.Count, u.OpeningsFile.Hash()))]),
            new JournalData.KeyDestroyed("basic", [.. vote.Units.Select(u => new DestroyedUnit(u.Uuid, u.Board.EventHashes[Math.Min(u.EndHeight, u.Board.EventHashes.Count - 1)], u.SignOffRoot))],
                [new NodeAcknowledgement("node-1", ForgedVote.Start.AddDays(4))]),
        ];
        foreach (ForgedUnit unit in vote.Units)
        {
            entries.AddRange([new JournalData.Attested(unit.Uuid, 1), new JournalData.Attested(unit.Uuid, 2)]);
            entries.AddRange([new JournalData.Decrypted(unit.Uuid, 1), new JournalData.Decrypted(unit.Uuid, 2)]);
        }

        entries.Add(new JournalData.ResultComputed(default));
        entries.AddRange(Enumerable.Range(1, 2).Select(i => new JournalData.Certified(default, $"c{i}", CertificateStatement.Certify, default)));
        entries.Add(new JournalData.Published(default));
        return entries;
    }

    public ImmutableArray<BoardHead> HeadsFor(JournalData data)
    {
        seen = data switch
        {
            JournalData.BoardPublished d => u => u.Uuid == d.Uuid ? d.Height : 0,
            JournalData.Closing => u => u.ClosingHeight,
            JournalData.BallotsEnded => u => u.TallyHeight,
            JournalData.ResultComputed => u => u.Board.EventHashes.Count - 1,
            _ => seen,
        };
        return [.. vote.Units.Select(u => u.HeadAt(seen(u)))];
    }

    public DateTimeOffset TimeFor(JournalData data, int n) => data switch
    {
        JournalData.Sealed or JournalData.RollAddition => ForgedVote.Start.AddDays(-1),
        _ when vote.Passed(data) => ForgedVote.Start.AddDays(3).AddMinutes(n),
        _ => ForgedVote.Start.AddMinutes(n),
    };
}
