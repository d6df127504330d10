using RatifyVote.Protocol.Checks;
using RatifyVote.Verifier.Checks;
using RatifyVote.Verifier.Reports;
using RatifyVote.Verifier.Tests.Kit;

namespace RatifyVote.Verifier.Tests.Tamper;

/// <summary>Every kind of tampering with a published vote, each noticed by exactly the check named for it although everything after
/// the change was hashed, signed and chained anew.</summary>
public sealed class VoteTamperTests
{
    private static readonly VoteTampering[] Kinds = [.. RecordTamperings.All, .. JournalTamperings.All, .. EvidenceTamperings.All];

    public static TheoryData<string> Words() => [.. Kinds.Select(k => $"{k.Check}: {k.Words}")];

    [Theory, MemberData(nameof(Words))]
    public void Only_the_check_named_for_it_fails(string words)
    {
        VoteTampering kind = Kinds.Single(k => words == $"{k.Check}: {k.Words}");
        ForgedVote vote = new();
        kind.Change(vote);
        VoteTampering.AssertOnlyFailure(kind.Check, vote.Verify());
    }

    [Fact]
    public void Every_check_of_a_vote_has_a_tampering_that_only_it_notices() =>
        Assert.Empty(VoteChecks.All.Select(c => c.Id).Except(Kinds.Select(k => k.Check)));

    [Fact]
    public void A_forged_ballot_in_one_unit_fails_only_the_ballots_check_of_that_unit()
    {
        ForgedVote vote = new();
        vote.Units[1].Board.Ballots = b => b[0] = b[0] with { Signature = b[0].Signature with { Proof = new("1", "1") } };
        VerificationReport report = vote.Verify();
        VoteTampering.AssertOnlyFailure("B08", report);
        Assert.Equal(vote.Units[1].Uuid, report.Failed.Single().Subject);
    }

    [Fact]
    public void An_election_that_hides_its_binding_does_not_shorten_the_list_of_checks()
    {
        ForgedVote vote = new();
        vote.Units[0].Board.ElectionRecord = e => e with { Binding = null };
        VerificationReport report = vote.Verify();
        Assert.False(report.Verified);
        Assert.Contains(report.Failed, f => f.Check == VoteChecks.V11);
        Assert.Contains(report.Results, r => r.Check == BoardChecks.C07 && r.Subject == vote.Units[0].Uuid && r.Finding is Finding.NotChecked);
    }
}
