using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Verifier.Tests.Kit;

namespace RatifyVote.Verifier.Tests;

/// <summary>The archives of a published vote, neutral ballots among them, are judged by belenios-tool too.</summary>
public sealed class InteropTests
{
    [Fact]
    public void Release_3_verifies_every_archive_of_a_published_vote_and_every_ballot()
    {
        ForgedVote vote = new();
        vote.Build();
        foreach (ForgedUnit unit in vote.Units)
        {
            using BeleniosTool tool = BeleniosTool.Release3();
            tool.Publish(unit.Board.Election, unit.Archive);
            tool.Demand("election", "verify");

            // A single ballot is judged for an election that is still open.
            List<byte[]> ballots = [];
            using MemoryStream open = new();
            ArchiveWriter archive = ArchiveWriter.Start(open, DateTimeOffset.FromUnixTimeSeconds(1_795_321_448));
            BoardGroups groups = new(new ArchiveReader(new MemoryStream(unit.Archive)));
            while (groups.Next() is { } group)
            {
                if (group.Event.Type is BoardEventType.Setup) archive.Write(new BoardStep([.. group.Records.Select(r => r.Body)], group.Event));
                if (group.Event.Type is BoardEventType.Ballot) ballots.Add(group.Records[0].Body);
            }

            tool.Publish(unit.Board.Election, open.ToArray());
            Assert.NotEmpty(ballots);
            foreach (byte[] ballot in ballots) tool.Demand("election", "verify-ballot", "--ballot", tool.Write("ballot.json", ballot));
        }
    }
}
