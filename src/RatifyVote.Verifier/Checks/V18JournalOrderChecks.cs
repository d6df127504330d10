// V18 and V21: the steps of a vote, each once, in their only order. On the way, what the journal says of each unit is kept for
// the later checks. Ref: SPEC.md, "Journal"; secrecy design C-16.
using RatifyVote.Protocol.Records;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal sealed class JournalOrderChecks(VoteUnderCheck vote)
{
    private readonly HashSet<string> destroyedContests = new(StringComparer.Ordinal);
    private bool opened, closing, computed, published, voided;
    private int entryNumber;
    private string? problem;

    public void Run()
    {
        if (vote.Journal is not { } journal || vote.Terms is null) return;
        foreach (JournalEntry entry in journal)
        {
            entryNumber = entry.Number;
            Take(entry);
            if (problem is not null) break;
        }

        if (problem is null && !computed)
        {
            entryNumber = journal.Length;
            problem = "The journal stops before a result.";
        }

        vote.Log.Require(V18, problem is null, $"journal entry {entryNumber}", problem ?? "");
        vote.Log.Require(V21, !voided, "journal.jsonl", "A unit was voided: its election has no result.");
    }

    private void Take(JournalEntry entry)
    {
        switch (entry.Data)
        {
            case JournalData.Sealed: Need(entry.Number == 0, "A vote is sealed once, first."); break;
            case JournalData.Opened: Need(entry.Number > 0 && !opened && !closing, "A vote opens once, after the seal."); opened = true; break;
            case JournalData.ScheduleChanged: Need(entry.Number > 0 && !closing, "The schedule cannot change after the close."); break;
            case JournalData.BoardPublished d: Unit(d.Uuid, u => Need(opened && u.Ended is null, "A board moves between opening and its end.")); break;
            case JournalData.RollAddition d: Unit(d.Uuid, TakeAddition(d)); break;
            case JournalData.Removed d: Unit(d.Uuid, TakeRemoval); break;
            case JournalData.Closing: TakeClosing(entry); break;
            case JournalData.CanvassDecided d: foreach (CanvassedUnit c in d.Units) Unit(c.Uuid, u => TakeCanvass(u, c)); break;
            case JournalData.BallotsEnded d: foreach (EndedUnit e in d.Units) Unit(e.Uuid, u => TakeEnd(u, e)); break;
            case JournalData.SignedOff d: foreach (SignedOffUnit s in d.Units) Unit(s.Uuid, u => TakeSignOff(u, s)); break;
            case JournalData.KeyDestroyed d: TakeDestruction(entry, d); break;
            case JournalData.Attested d: Unit(d.Uuid, u => TakeAttestation(u, d.Owner)); break;
            case JournalData.Decrypted d: Unit(d.Uuid, u => TakeDecryption(u, d.Owner)); break;
            case JournalData.ResultComputed: TakeResult(); break;
            case JournalData.Certified or JournalData.Protest: Need(computed, "There is no result yet."); break;
            case JournalData.Published: Need(computed && !published, "A result is published once, after it is computed."); published = true; break;
            case JournalData.Voided: voided = true; break;
        }
    }

    private Action<UnitUnderCheck> TakeAddition(JournalData.RollAddition d) => u =>
    {
        Need(entryNumber > 0 && u.Canvassed is null, "The roll is settled at the canvass.");
        Need(d.Spare == u.SparesUsed + 1, "Spares are numbered as they are bound.");
        u.SparesUsed++;
    };

    private void TakeRemoval(UnitUnderCheck u)
    {
        Need(entryNumber > 0 && u.Canvassed is null, "The roll is settled at the canvass.");
        u.Removed++;
    }

    private void TakeClosing(JournalEntry entry)
    {
        Need(opened && !closing, "A vote closes once, after it opened.");
        closing = true;
        foreach (BoardHead head in entry.Heads)
        {
            if (vote.Find(head.Uuid) is { } unit) unit.ClosingHead = head;
        }
    }

    private void TakeCanvass(UnitUnderCheck u, CanvassedUnit c)
    {
        Need(closing && u.Canvassed is null, "A unit is canvassed once, after the close.");
        u.Canvassed = c;
    }

    private void TakeEnd(UnitUnderCheck u, EndedUnit e)
    {
        Need(u.Canvassed is not null && u.Ended is null, "A unit's ballots end once, after the canvass.");
        u.Ended = e;
    }

    private void TakeSignOff(UnitUnderCheck u, SignedOffUnit s)
    {
        Need(u.Ended is not null && u.SignedOff is null, "A unit is signed off once, after its ballots ended.");
        u.SignedOff = s;
    }

    private void TakeDestruction(JournalEntry entry, JournalData.KeyDestroyed d)
    {
        List<UnitUnderCheck> units = vote.Units.FindAll(u => u.Contest.Id == d.Contest);
        Need(destroyedContests.Add(d.Contest) && units.Count > 0, "A contest's key is destroyed once.");
        Need(units.All(u => u.SignedOff is not null), "The key is destroyed when every unit of the contest is signed off.");
        Need(d.Units.Select(u => u.Uuid).SequenceEqual(units.Select(u => u.Uuid)), "The entry does not name exactly the contest's units.");
        Need(!d.Acks.IsEmpty, "No node said that its key is gone.");
        foreach (DestroyedUnit destroyed in d.Units)
        {
            if (vote.Find(destroyed.Uuid) is { } unit) (unit.Destroyed, unit.KeyDestroyedLine) = (destroyed, entry.Head.Hash);
        }
    }

    private void TakeAttestation(UnitUnderCheck u, int owner)
    {
        Need(u.Destroyed is not null && !u.Attested.Contains(owner), "A trustee attests a unit once, after the key is gone.");
        u.Attested.Add(owner);
    }

    private void TakeDecryption(UnitUnderCheck u, int owner)
    {
        Need(u.Destroyed is not null && !u.Decrypted.Contains(owner), "A trustee decrypts a unit once, after the key is gone.");
        if (u.Decrypted.Count == 0) u.AttestedBeforeDecryption = u.Attested.Count;
        u.Decrypted.Add(owner);
    }

    private void TakeResult()
    {
        Need(!computed && vote.Units.TrueForAll(u => u.Decrypted.Count > 0), "The result is computed once, when every unit is decrypted.");
        computed = true;
    }

    private void Unit(string uuid, Action<UnitUnderCheck> take)
    {
        UnitUnderCheck? unit = vote.Find(uuid);
        Need(unit is not null, "The entry names a unit that the terms do not.");
        if (unit is not null) take(unit);
    }

    private void Need(bool holds, string otherwise)
    {
        if (!holds) problem ??= otherwise;
    }
}
