using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Web.Booth.Storage;

namespace RatifyVote.Web.Booth.Boards;

/// <summary>The encrypted tally of a unit: the product of the last ballot of each credential. The same board gives the same bytes.</summary>
internal static class UnitTally
{
    /// <returns>The encrypted_tally record and the sized_encrypted_tally record.</returns>
    /// <exception cref="InvalidOperationException">A ballot on the board cannot be read: the database is damaged.</exception>
    public static async Task<(byte[] Tally, byte[] Sized)> ComputeAsync(BoardReader board, SealedUnit unit, CancellationToken ct)
    {
        TallyAccumulator accumulator = new(unit.Election);
        await foreach (byte[] bytes in board.CountedBallotsAsync(unit.Uuid).WithCancellation(ct))
        {
            if (!Ballot.TryParse(bytes, out Ballot? ballot, out _))
            {
                throw new InvalidOperationException($"A ballot on the board of unit {unit.Uuid} cannot be read.");
            }

            accumulator.Add([.. ballot.Answers.Select(answer => (System.Collections.Immutable.ImmutableArray<CiphertextElements>)[.. answer.Choices.Select(choice => Decode(unit.Group, choice))])], weight: 1);
        }

        EncryptedTally tally = accumulator.ToTally();
        return (tally.Write(), accumulator.Size(tally).Write());
    }

    private static CiphertextElements Decode(Group group, Ciphertext ciphertext) =>
        ciphertext.TryDecode(group, out CiphertextElements elements) ? elements : throw new InvalidOperationException("A ciphertext on a board is not made of members of the group.");
}
