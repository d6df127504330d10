using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Tamper;

/// <summary>Every kind of tampering with an archive, each noticed by exactly the check named for it although everything after the
/// change was hashed, signed and chained anew.</summary>
public sealed class TamperTests
{
    private static readonly Tampering[] Kinds =
        [.. ArchiveTamperings.All, .. SetupTamperings.All, .. BallotTamperings.All, .. TallyTamperings.All];

    public static TheoryData<string> Words() => [.. Kinds.Select(k => $"{k.Check}: {k.Words}")];

    [Theory, MemberData(nameof(Words))]
    public void Only_the_check_named_for_it_fails(string words)
    {
        Tampering kind = Kinds.Single(k => words == $"{k.Check}: {k.Words}");
        Tampering.AssertOnlyFailure(kind.Check, Tampering.Verify(kind.Make().Build()));
    }

    [Fact]
    public void Every_check_of_an_archive_has_a_tampering_that_only_it_notices()
    {
        // A08 never fails (an unfinished archive is not a wrong one); A09 and C08 compare with something else and have tests of their own;
        // R05 needs proofs of wrong ballots to hold.
        string[] apart = ["A08", "A09", "C08", "R05"];
        Assert.Empty(BoardChecks.All.Select(c => c.Id).Except(apart).Except(Kinds.Select(k => k.Check)));
    }

    [Fact]
    public void There_are_at_least_ninety_kinds() => Assert.InRange(Kinds.Length, 90, int.MaxValue);

    [Fact]
    public void Without_tampering_every_check_passes()
    {
        Assert.True(Tampering.Verify(Tampering.Sound().Build()).Verified);
        Assert.True(Tampering.Verify(Tampering.SoundPlain().Build()).Verified);
        ForgedBoard setAside = Tampering.Sound();
        setAside.SetAside.AddRange([0, 2]);
        BoardReport report = Tampering.Verify(setAside.Build());
        Assert.True(report.Verified);
        Assert.Equal(2, report.Board.Ballots.Count(b => b.Neutral));
    }

    [Fact]
    public void Another_list_than_the_authoritys_fails_only_C08()
    {
        byte[] archive = Tampering.Sound().Build();
        Tampering.AssertOnlyFailure("C08", Tampering.Verify(archive, new BoardVerificationOptions { CredentialsFingerprint = RecordHash.OfText("x") }));
        RecordHash right = Tampering.Verify(archive).Board.Credentials!.Hash;
        Assert.True(Tampering.Verify(archive, new BoardVerificationOptions { CredentialsFingerprint = right }).Verified);
    }

    [Fact]
    public void A_board_that_was_rewritten_fails_only_A09()
    {
        byte[] seen = Tampering.Sound().Build();
        ForgedBoard other = Tampering.Sound();
        other.Casts[1] = (1, ForgedBoard.Slot(3, 1));
        Tampering.AssertOnlyFailure("A09", Tampering.Verify(other.Build(), new BoardVerificationOptions { OlderCopy = new MemoryStream(seen[..20000]) }));
        Assert.True(Tampering.Verify(seen, new BoardVerificationOptions { OlderCopy = new MemoryStream(seen[..20000]) }).Verified);
    }

    [Theory, InlineData("Setup", BoardState.Open), InlineData("EndBallots", BoardState.BallotsEnded),
     InlineData("EncryptedTally", BoardState.Tallied), InlineData("PartialDecryption", BoardState.Decrypting)]
    public void An_archive_that_stops_early_fails_nothing_and_is_not_verified(string last, BoardState state)
    {
        ForgedBoard board = Tampering.Sound();
        board.Steps = steps => steps.RemoveRange(steps.FindLastIndex(s => s.Type == last) + 1, steps.Count - steps.FindLastIndex(s => s.Type == last) - 1);
        BoardReport report = Tampering.Verify(board.Build());
        Assert.DoesNotContain(report.Results, r => r.Finding is Finding.Failed);
        Assert.Contains(report.Results, r => r.Check == BoardChecks.A08 && r.Finding is Finding.NotChecked);
        Assert.False(report.Verified);
        Assert.Equal(state, report.Board.State);
    }

    [Fact]
    public void A_vote_of_another_ceremony_is_noticed_when_the_vote_is_known()
    {
        byte[] archive = Tampering.Sound().Build();
        Assert.True(Tampering.Verify(archive, new BoardVerificationOptions()).Verified);
        Tampering.AssertOnlyFailure("T04", Tampering.Verify(archive, new BoardVerificationOptions { Vote = "2voteVoteVote2" }));
    }

    [Fact]
    public void A_shifted_factor_passes_the_proof_of_Belenios_and_fails_the_second_one()
    {
        ForgedBoard board = Tampering.Sound();
        PartialDecryption? shifted = null;
        board.Decryption = (owner, d) => owner == 1 ? shifted = TallyTamperings.Shifted(board, owner, d) : d;
        BoardReport report = Tampering.Verify(board.Build());
        TallyOpening opening = report.Board.Opening!;
        Assert.Equal(DecryptionFinding.Valid, opening.Verify(1, shifted!, out VerifiedDecryption? verified));
        Assert.Equal(DecryptionFinding.BadSecondProof, opening.VerifySecond(verified!, board.SecondProofs[0]));
    }
}
