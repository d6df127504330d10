using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Decryptions;

/// <summary>A unit whose contest's key is destroyed: what trustees attest, and the tally they open.</summary>
internal sealed record SealedTally(UnitSummary Unit, AttestedContent Content, VerifiedTrustees Trustees, TallyOpening Opening, int Ballots)
{
    public int Threshold => Trustees.Items[0].Threshold;

    public Element CertKey(int owner) => Trustees.Items[0].CertKeys[owner - 1];
}

/// <summary>Reads what trustees attest from the journal, and the tally from the board.</summary>
internal sealed class SealedTallies(VoteQueries votes, Journal journal, Board board)
{
    /// <summary>The journal's words about a unit, or null while its contest's key may still exist.</summary>
    public static AttestedContent? ContentOf(UnitSummary unit, IReadOnlyList<JournalLine> lines)
    {
        foreach (JournalLine line in lines)
        {
            if (line.Entry.Data is JournalData.KeyDestroyed destroyed && destroyed.Contest == unit.Contest)
            {
                EndedUnit ended = lines.Select(l => l.Entry.Data).OfType<JournalData.BallotsEnded>().SelectMany(data => data.Units).Single(u => u.Uuid == unit.Uuid);
                SignedOffUnit signedOff = lines.Select(l => l.Entry.Data).OfType<JournalData.SignedOff>().SelectMany(data => data.Units).Single(u => u.Uuid == unit.Uuid);
                return new AttestedContent(ended.EndBallots, ended.Tally, signedOff.Root, line.Hash);
            }
        }

        return null;
    }

    public async Task<SealedTally?> FindAsync(string uuid, CancellationToken ct)
    {
        if (await votes.UnitAsync(uuid, ct) is not { } unit || ContentOf(unit, await journal.LinesAsync(unit.Vote, ct)) is not { } content
            || await board.TalliedAsync(uuid, ct) is not { } tallied)
        {
            return null;
        }

        if (!Election.TryParse(tallied.Election, out Election? election, out _) || !TrusteeList.TryParse(tallied.Trustees, out TrusteeList? list, out _)
            || TrusteesVerifier.Verify(list, Group.Ed25519, unit.Vote).Verified is not { } trustees
            || !EncryptedTally.TryParse(tallied.Tally, out EncryptedTally? tally, out _) || !SizedEncryptedTally.TryParse(tallied.SizedTally, out SizedEncryptedTally? sized, out _)
            || RecordHash.Of(tallied.Tally) != content.Tally
            || TallyOpening.Of(election, trustees, tally, sized.TotalWeight) is not { } opening)
        {
            throw new InvalidDataException($"The board of unit {uuid} and the journal do not fit together.");
        }

        return new(unit, content, trustees, opening, sized.NumTallied);
    }
}
