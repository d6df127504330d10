using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Json;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Storage;

/// <summary>Appends to one unit's board inside a transaction that holds the unit's lock alone. Collects first, writes once; the order of events is the Protocol's.</summary>
internal sealed class BoardAppender(BallotBoxDb db, BoxUnit unit)
{
    private readonly BoardWriter writer = unit.Height < 0 ? new BoardWriter() : new BoardWriter(new BoardPosition(unit.Height, RecordHash.FromBytes(unit.Head)), unit.BoardState);
    private readonly List<object?[]> events = [];
    private readonly List<object?[]> records = [];
    private readonly List<object?[]> ciphertexts = [];

    /// <summary>Appends what the step makes. <exception cref="InvalidOperationException">The board takes no such event now.</exception></summary>
    public void Append(Func<BoardWriter, BoardStep> step) => Store(step(writer), credential: null);

    public void AppendBallot(Ballot ballot, byte[] bytes)
    {
        Store(writer.AddBallot(bytes), ballot.Credential);
        unit.Ballots++;
        ciphertexts.AddRange(ballot.Answers.SelectMany(answer => answer.Choices).Select(ciphertext => new object?[] { unit.Uuid, BoardCiphertextRow.HashOf(ciphertext).ToArray() }));
    }

    /// <summary>Writes everything, the unit's new head and whatever else the caller changed.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        BoardPosition head = writer.Position!.Value;
        (unit.Height, unit.Head, unit.BoardState) = (head.Height, head.Hash.ToArray(), writer.State);
        await db.InsertAsync("BoardRecords", ["Uuid", "Height", "Place", "Hash", "Bytes"], records, ct);
        await db.InsertAsync("BoardEvents", ["Uuid", "Height", "Type", "Payload", "Hash", "Bytes", "Credential"], events, ct);
        await db.InsertAsync("BoardCiphertexts", ["Uuid", "Hash"], ciphertexts, ct);
        await db.SaveChangesAsync(ct);
    }

    private void Store(BoardStep step, string? credential)
    {
        int height = step.Event.Height;
        for (int place = 0; place < step.Records.Length; place++)
        {
            records.Add([unit.Uuid, height, place, RecordHash.Of(step.Records[place]).ToArray(), step.Records[place]]);
        }

        events.Add([unit.Uuid, height, step.Event.Type.ToString(), step.Event.Payload?.ToArray(), writer.Position!.Value.Hash.ToArray(), step.Event.Write(), credential]);
    }
}
