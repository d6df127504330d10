using System.Collections.Immutable;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Tallies;

/// <summary>The product of counted ballots, each ciphertext to the power of its weight (belenios-format section 8). Only the
/// last ballot of a credential counts: an earlier one is taken out again when a revote is added.</summary>
public sealed class TallyAccumulator
{
    private readonly Group group;
    private readonly CiphertextElements[][] products;

    public TallyAccumulator(Election election)
    {
        group = election.Group;
        products = [.. election.Questions.Select(q => Enumerable.Repeat(CiphertextElements.Identity(group), q.Slots).ToArray())];
    }

    /// <summary>Ballots in the tally.</summary>
    public int NumTallied { get; private set; }

    /// <summary>Sum of their weights.</summary>
    public long TotalWeight { get; private set; }

    /// <summary>Adds a ballot's ciphertexts. They have the shape of the election's questions.</summary>
    public void Add(ImmutableArray<ImmutableArray<CiphertextElements>> ciphertexts, long weight)
    {
        NumTallied++;
        TotalWeight = checked(TotalWeight + weight);
        MultiplyIn(ciphertexts, weight == 1 ? Scalar.One : group.ScalarOf(weight));
    }

    /// <summary>Takes a ballot out that was added before.</summary>
    public void Remove(ImmutableArray<ImmutableArray<CiphertextElements>> ciphertexts, long weight)
    {
        NumTallied--;
        TotalWeight -= weight;
        MultiplyIn(ciphertexts, group.Negate(group.ScalarOf(weight)));
    }

    public EncryptedTally ToTally()
    {
        Element[] elements = [.. products.SelectMany(q => q).SelectMany(c => new[] { c.Alpha, c.Beta })];
        string[] encoded = group.EncodeAll(elements);
        int at = 0;
        ImmutableArray<ImmutableArray<Ciphertext>>.Builder questions = ImmutableArray.CreateBuilder<ImmutableArray<Ciphertext>>(products.Length);
        foreach (CiphertextElements[] question in products)
        {
            Ciphertext[] slots = new Ciphertext[question.Length];
            for (int i = 0; i < slots.Length; i++, at += 2) slots[i] = new Ciphertext(encoded[at], encoded[at + 1]);
            questions.Add([.. slots]);
        }

        return new EncryptedTally(questions.MoveToImmutable());
    }

    /// <summary>The record that goes with <paramref name="tally"/>.</summary>
    public SizedEncryptedTally Size(EncryptedTally tally) => new(NumTallied, TotalWeight, RecordHash.Of(tally.Write()));

    private void MultiplyIn(ImmutableArray<ImmutableArray<CiphertextElements>> ciphertexts, Scalar weight)
    {
        for (int q = 0; q < products.Length; q++)
        {
            for (int i = 0; i < products[q].Length; i++)
            {
                CiphertextElements c = ciphertexts[q][i];
                if (weight == group.Negate(Scalar.One)) c = new CiphertextElements(group.Invert(c.Alpha), group.Invert(c.Beta));
                else if (weight != Scalar.One) c = new CiphertextElements(group.PowerVarTime(c.Alpha, weight), group.PowerVarTime(c.Beta, weight));
                products[q][i] = products[q][i].Multiply(group, c);
            }
        }
    }
}
