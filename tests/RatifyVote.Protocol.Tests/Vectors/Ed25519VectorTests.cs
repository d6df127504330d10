using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Vectors;

/// <summary>tests/vectors/ed25519.json is what the library makes, and belenios-tool accepts its election.</summary>
public sealed class Ed25519VectorTests
{
    [Fact]
    public void The_file_is_what_the_library_makes_with_the_listed_draws()
    {
        string made = new Ed25519VectorFile().Text;
        if (Environment.GetEnvironmentVariable("RV_WRITE_VECTORS") is { } path) File.WriteAllText(path, made);

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "ed25519.json")), made);
    }

    [Fact]
    public void Release_3_accepts_the_election_and_every_ballot_of_the_file()
    {
        Ed25519VectorFile file = new();
        using BeleniosTool tool = BeleniosTool.Release3();
        using MemoryStream archive = new();
        BoardWriter board = new();
        ArchiveWriter writer = ArchiveWriter.Start(archive, DateTimeOffset.FromUnixTimeSeconds(1_795_000_000));
        writer.Write(board.SetUp(file.Election.Write(), file.Trustees.Write(), file.Credentials.Write()));
        tool.Publish(file.Election, archive.ToArray());

        tool.Demand("election", "verify");
        foreach (Ballot ballot in file.Ballots) tool.Demand("election", "verify-ballot", "--ballot", tool.Write("ballot.json", ballot.Write()));
    }

    [Fact]
    public void The_transcript_worked_out_apart_gives_every_challenge_of_a_ballot()
    {
        Ed25519VectorFile file = new();
        Group group = Group.Ed25519;
        foreach (Ballot ballot in file.Ballots)
        {
            Answer answer = ballot.Answers[0];
            IEnumerable<IReadOnlyList<Proof>> proofs =
                [.. answer.IndividualProofs.Select(p => (IReadOnlyList<Proof>)p), answer.BlankProof!.Value, answer.OverallProof, [ballot.Signature.Proof]];
            foreach ((IReadOnlyList<Proof> branches, (string name, string hashed)) in proofs.Zip(BallotTranscript.Of(file.Election, ballot)))
            {
                Scalar sum = branches.Aggregate(Scalar.Zero, (s, p) => group.TryParseScalar(p.Challenge, out Scalar c) ? group.Add(s, c) : s);
                Assert.True(sum == group.HashToScalar(hashed), name);
            }
        }
    }

    [Fact]
    public void The_file_holds_an_election_of_ours()
    {
        Ed25519VectorFile file = new();

        Assert.True(Election.TryParse(file.Election.Write(), out Election? read, out RecordFault fault), fault.Words());
        Assert.Equal(file.Credentials.Hash, read.Binding!.Credentials);
    }
}
