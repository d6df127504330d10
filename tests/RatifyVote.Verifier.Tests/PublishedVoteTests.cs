using RatifyVote.Protocol.Checks;
using RatifyVote.Verifier.Checks;
using RatifyVote.Verifier.Reports;
using RatifyVote.Verifier.Tests.Kit;

namespace RatifyVote.Verifier.Tests;

public sealed class PublishedVoteTests
{
    [Fact]
    public void Every_check_passes_on_a_sound_vote()
    {
        VerificationReport report = new ForgedVote().Verify();
        Assert.DoesNotContain(report.Results, r => r.Finding is not Finding.Passed);
        Assert.True(report.Verified);
        Assert.Equal("VERIFIED", report.LastLine);
        Assert.Equal(0, report.ExitCode);
        Assert.Empty(VoteChecks.All.Select(c => c.Id).Except(report.Results.Select(r => r.Check.Id)));
    }
}
