using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Properties;

public sealed class WholeElectionTests
{
    [Theory]
    [InlineData("Ed25519", true, false, false)]
    [InlineData("Ed25519", true, true, false)]
    [InlineData("Ed25519", false, true, true)]
    [InlineData("BELENIOS-2048", true, false, false)]
    [InlineData("BELENIOS-2048", false, true, true)]
    public void An_election_made_here_counts_what_was_chosen(string group, bool blank, bool threshold, bool weighted)
    {
        TestElection made = new(new TestElectionPlan
        {
            Group = Group.Find(group)!,
            Blank = blank,
            Threshold = threshold ? (2, 3) : null,
            Weighted = weighted,
            Voters = 4,
        });

        Assert.Equal(made.Expected, made.Result.Counts[0]);
        Assert.Equal(4, made.Sized.NumTallied);
    }
}
