using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Credentials;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>Writes a test election's archive.</summary>
public static class TestArchive
{
    private static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeSeconds(1_795_000_000);

    /// <summary>The whole archive up to the result.</summary>
    /// <param name="ballots">In place of those that were cast.</param>
    public static byte[] Of(TestElection made, IEnumerable<byte[]>? ballots = null)
    {
        using MemoryStream stream = new();
        (BoardWriter board, ArchiveWriter archive) = Open(stream, made, ballots);
        archive.Write(board.EndBallots());
        archive.Write(board.AddTally(made.EncryptedTally.Write(), made.Sized.Write()));
        foreach (var (owned, decryption, _) in made.Decryptions) archive.Write(board.AddPartialDecryption(decryption.Write(), owned.Write()));
        archive.Write(board.AddResult(made.Result.Write()));
        return stream.ToArray();
    }

    /// <summary>The archive while the election is open.</summary>
    public static byte[] Unfinished(TestElection made, IEnumerable<byte[]>? ballots = null)
    {
        using MemoryStream stream = new();
        Open(stream, made, ballots);
        return stream.ToArray();
    }

    /// <summary>The archive before the first ballot, with another list of credentials.</summary>
    public static byte[] Unfinished(TestElection made, PublicCredentials credentials)
    {
        using MemoryStream stream = new();
        ArchiveWriter.Start(stream, Created).Write(new BoardWriter().SetUp(made.Election.Write(), made.Trustees.List.Write(), credentials.Write()));
        return stream.ToArray();
    }

    private static (BoardWriter Board, ArchiveWriter Archive) Open(Stream stream, TestElection made, IEnumerable<byte[]>? ballots)
    {
        BoardWriter board = new();
        ArchiveWriter archive = ArchiveWriter.Start(stream, Created);
        archive.Write(board.SetUp(made.Election.Write(), made.Trustees.List.Write(), made.Credentials.Write()));
        foreach (byte[] ballot in ballots ?? made.Casts.Select(c => c.Ballot.Write())) archive.Write(board.AddBallot(ballot));
        return (board, archive);
    }
}
