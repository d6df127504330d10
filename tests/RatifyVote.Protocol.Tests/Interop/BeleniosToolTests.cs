using System.Collections.Immutable;
using System.Text;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Interop;

/// <summary>What this library makes is judged by belenios-tool, and the other way round.</summary>
public sealed class BeleniosToolTests
{
    private static TestElectionPlan Finite => new() { Group = Group.Belenios2048, Voters = 3, Revotes = 1 };

    private static TestElectionPlan Edwards => new() { Group = Group.Ed25519, Voters = 4, Revotes = 2 };

    public static TheoryData<string, bool, bool, bool> Shapes => new()
    {
        { "single, blank, ours", false, true, false },
        { "single, plain, weights", false, false, true },
        { "threshold, blank, ours", true, true, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Release_2_verifies_what_is_made_in_BELENIOS_2048(string name, bool threshold, bool blank, bool weighted)
    {
        TestElection made = new(Finite with { Threshold = threshold ? (2, 3) : null, Blank = blank, Weighted = weighted, Ours = blank, Seed = name });
        using BeleniosTool tool = BeleniosTool.Release2();
        tool.Publish(made.Election, TestArchive.Of(made));

        (int exit, _, string errors) = tool.Run("election", "verify");

        Assert.Equal(0, exit);
        Assert.Contains("all checks passed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Release_2_refuses_a_ballot_that_we_refuse()
    {
        TestElection made = new(Finite);
        Ballot good = made.Casts[0].Ballot;
        ImmutableArray<Proof> proof = good.Answers[0].OverallProof;
        Ballot bad = new BallotMaker(made.Election).Sign(
            good with { Answers = [good.Answers[0] with { OverallProof = [proof[1], proof[0]] }] },
            made.Secrets[0], made.Group.RandomScalar(SystemRandom.Source));
        using BeleniosTool tool = BeleniosTool.Release2();
        tool.Publish(made.Election, TestArchive.Unfinished(made, [bad.Write()]));

        Assert.Equal(BallotFinding.BadOverallProof, new BallotVerifier(made.Election, made.Credentials).Verify(bad));
        Assert.NotEqual(0, tool.Run("election", "verify").Exit);
        tool.Publish(made.Election, TestArchive.Unfinished(made, [good.Write()]));
        tool.Demand("election", "verify");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Release_3_verifies_Ed25519_archives_and_every_ballot(string name, bool threshold, bool blank, bool weighted)
    {
        TestElection made = new(Edwards with { Threshold = threshold ? (2, 3) : null, Blank = blank, Weighted = weighted, Ours = blank, Seed = name });
        using BeleniosTool tool = BeleniosTool.Release3();
        tool.Publish(made.Election, TestArchive.Of(made));

        tool.Demand("election", "verify");

        // A single ballot is judged for an election that is still open: an empty one, so that nothing counts as a copy.
        tool.Publish(made.Election, TestArchive.Unfinished(made, []));
        foreach ((_, _, Ballot ballot) in made.Casts) tool.Demand("election", "verify-ballot", "--ballot", tool.Write("ballot.json", ballot.Write()));
    }

    [Fact]
    public void Release_3_accepts_a_neutral_ballot_and_refuses_a_changed_one()
    {
        TestElection made = new(Edwards);
        Ballot neutral = new NeutralBallots(made.Election).Make(made.Secrets[0], SystemRandom.Source);
        Ballot changed = new BallotMaker(made.Election).Sign(
            neutral with { Answers = [neutral.Answers[0] with { Choices = neutral.Answers[0].Choices.Reverse().ToImmutableArray() }] },
            made.Secrets[0], made.Group.RandomScalar(SystemRandom.Source));
        using BeleniosTool tool = BeleniosTool.Release3();
        tool.Publish(made.Election, TestArchive.Unfinished(made));

        tool.Demand("election", "verify-ballot", "--ballot", tool.Write("ballot.json", neutral.Write()));
        Assert.NotEqual(0, tool.Run("election", "verify-ballot", "--ballot", tool.Write("ballot.json", changed.Write())).Exit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_ballot_made_by_release_3_in_Ed25519_is_valid(bool blank)
    {
        TestElection made = new(Edwards with { Blank = blank, Typed = true, Revotes = 0 });
        using BeleniosTool tool = BeleniosTool.Release3();
        tool.Publish(made.Election, TestArchive.Unfinished(made));
        string credential = tool.Write("credential", Encoding.UTF8.GetBytes(made.TypedCredentials[1]));
        string choice = tool.Write("choice.json", Encoding.UTF8.GetBytes(blank ? "[[1,0,0]]" : "[[0,1]]"));

        string printed = tool.Demand("election", "generate-ballot", "--privcred", credential, "--choice", choice);

        Assert.Equal(BallotFinding.Valid, Judge(made, made.Credentials, printed, out Ballot ballot));
        Assert.Equal(made.PublicTexts[1], ballot.Credential);
    }

    [Fact]
    public void A_ballot_made_by_release_2_in_BELENIOS_2048_is_valid()
    {
        const string Typed = "PED-6is-S8Q-eht-dnc"; // checksummed, from the known answers
        TestElection made = new(Finite with { Ours = false, Voters = 0, Revotes = 0, Unused = 1 });
        Scalar s = TypedCredential.DeriveForm2(made.Group, made.Election.Uuid, Typed);
        PublicCredentials credentials = PublicCredentials.Of([made.Group.Encode(made.Group.PowerOfGenerator(s))]);
        using BeleniosTool tool = BeleniosTool.Release2();
        tool.Publish(made.Election, TestArchive.Unfinished(made, credentials));
        string credential = tool.Write("credential", Encoding.UTF8.GetBytes(Typed));
        string choice = tool.Write("choice.json", "[[0,1,0]]"u8.ToArray());

        string printed = tool.Demand("election", "generate-ballot", "--privcred", credential, "--ballot", choice);

        Assert.Equal(BallotFinding.Valid, Judge(made, credentials, printed, out _));
    }

    private static BallotFinding Judge(TestElection made, PublicCredentials credentials, string printed, out Ballot ballot)
    {
        Assert.True(Ballot.TryParse(Encoding.UTF8.GetBytes(printed.TrimEnd('\n')), out Ballot? read, out RecordFault fault), fault.Words());
        ballot = read;
        return new BallotVerifier(made.Election, credentials).Verify(read);
    }
}
