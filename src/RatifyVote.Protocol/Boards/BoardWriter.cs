using System.Collections.Immutable;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Boards;

/// <summary>What one event adds to a board: the data records that come just before it, and the event.</summary>
public sealed record BoardStep(ImmutableArray<byte[]> Records, BoardEvent Event);

/// <summary>Makes the steps of one board in the only order allowed. It stores nothing: the caller appends what it gets, to a
/// database or an archive, and may go on later from a stored position and state.</summary>
public sealed class BoardWriter
{
    public BoardWriter()
    {
    }

    /// <summary>Goes on with a board that exists.</summary>
    public BoardWriter(BoardPosition position, BoardState state)
    {
        Position = position;
        State = state;
    }

    /// <summary>The last event, or null on an empty board.</summary>
    public BoardPosition? Position { get; private set; }

    public BoardState State { get; private set; }

    public BoardStep SetUp(byte[] election, byte[] trustees, byte[] publicCredentials)
    {
        SetupData setup = new(RecordHash.Of(election), RecordHash.Of(trustees), RecordHash.Of(publicCredentials));
        return Step(BoardEventType.Setup, [election, trustees, publicCredentials, setup.Write()]);
    }

    public BoardStep AddBallot(byte[] ballot) => Step(BoardEventType.Ballot, [ballot]);

    public BoardStep EndBallots() => Step(BoardEventType.EndBallots, []);

    public BoardStep AddTally(byte[] encryptedTally, byte[] sizedEncryptedTally) =>
        Step(BoardEventType.EncryptedTally, [encryptedTally, sizedEncryptedTally]);

    public BoardStep AddPartialDecryption(byte[] partialDecryption, byte[] owned) =>
        Step(BoardEventType.PartialDecryption, [partialDecryption, owned]);

    public BoardStep AddResult(byte[] result) => Step(BoardEventType.Result, [result]);

    private BoardStep Step(BoardEventType type, ImmutableArray<byte[]> records)
    {
        if (State.After(type) is not { } next) throw new InvalidOperationException($"No {type} may follow: the board is {State}.");
        BoardEvent boardEvent = BoardEvent.Append(Position, type, records.IsEmpty ? null : RecordHash.Of(records[^1]));
        Position = boardEvent.Position;
        State = next;
        return new BoardStep(records, boardEvent);
    }
}
