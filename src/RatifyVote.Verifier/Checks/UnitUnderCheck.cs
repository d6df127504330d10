using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;

namespace RatifyVote.Verifier.Checks;

/// <summary>One unit of a published vote while it is checked: its files, its verified board, and what the journal says of it.</summary>
internal sealed class UnitUnderCheck(TermsContest contest, TermsUnit unit)
{
    public TermsContest Contest => contest;
    public TermsUnit Terms => unit;
    public string Uuid => unit.Uuid;
    public CheckLog Log { get; } = new(unit.Uuid);

    /// <summary>Null when there is no archive.</summary>
    public BoardReport? Report { get; set; }
    public VerifiedBoard Board => Report?.Board ?? Nothing;
    public int Neutral => Board.Ballots.Count(b => b.Neutral);

    public LeavesFile? Leaves { get; set; }
    public OpeningsFile? Openings { get; set; }
    public AttestationsFile? Attestations { get; set; }
    public SecondProofs? SecondProofs { get; set; }
    public RecordHash OpeningsHash { get; set; }
    public RecordHash AttestationsHash { get; set; }
    public RecordHash SecondProofsHash { get; set; }

    public BoardHead? ClosingHead { get; set; }
    public CanvassedUnit? Canvassed { get; set; }
    public EndedUnit? Ended { get; set; }
    public SignedOffUnit? SignedOff { get; set; }
    public DestroyedUnit? Destroyed { get; set; }
    public RecordHash? KeyDestroyedLine { get; set; }
    public List<int> Attested { get; } = [];
    public List<int> Decrypted { get; } = [];

    /// <summary>How many had attested when the first decryption was entered.</summary>
    public int AttestedBeforeDecryption { get; set; }
    public int SparesUsed { get; set; }
    public int Removed { get; set; }

    private static VerifiedBoard Nothing { get; } = new();

    /// <summary>Whether every one of these checks of the archive has passed.</summary>
    public bool BoardPassed(params ReadOnlySpan<Check> checks)
    {
        if (Report is null) return false;
        foreach (Check check in checks)
        {
            if (!Report.Results.Any(r => r.Check == check && r.Finding is Finding.Passed)) return false;
        }

        return true;
    }

    /// <summary>The chain is sound: heights, hashes and ballot marks are those of the board.</summary>
    public bool ChainPassed => BoardPassed([.. BoardChecks.OfArchive.AsSpan()[..7]]);

    /// <summary>The ballots have been judged and are right.</summary>
    public bool BallotsPassed => ChainPassed && BoardPassed(BoardChecks.OfBallots.AsSpan());
}
