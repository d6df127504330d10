// The public side of the decryption: verify factors, combine them, find or verify the counts.
// Ref: belenios-format section 8; section 10, checks 9 and 10.
// Rejects: unknown owners, other shapes, scalars >= q, factors outside the group, wrong proofs; counts outside
// 0..total weight even where g^v fits.
using System.Collections.Immutable;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tallies;

/// <summary>What became of one partial decryption.</summary>
public enum DecryptionFinding
{
    NotChecked,
    Valid,
    UnknownOwner,
    WrongShape,
    ScalarOutOfRange,
    NotInGroup,
    BadProof,
    BadSecondProof,
}

/// <summary>What became of a result.</summary>
public enum ResultFinding
{
    NotChecked,
    Valid,
    NotEnoughDecryptions,
    WrongShape,
    CountOutOfRange,
    CountWrong,
    SumWrong,
}

/// <summary>Factors whose first proofs hold.</summary>
public sealed record VerifiedDecryption(int Owner, ImmutableArray<ImmutableArray<Element>> Factors);

/// <summary>One tally of one election, waiting to be opened.</summary>
public sealed class TallyOpening
{
    private readonly Election election;
    private readonly Group group;
    private readonly VerifiedTrustees trustees;
    private readonly EncryptedTally tally;
    private readonly CiphertextElements[][] elements;
    private readonly DecryptionStatements statements;
    private readonly long totalWeight;

    private TallyOpening(Election election, VerifiedTrustees trustees, EncryptedTally tally, CiphertextElements[][] elements, long totalWeight)
    {
        this.election = election;
        group = election.Group;
        this.trustees = trustees;
        this.tally = tally;
        this.elements = elements;
        this.totalWeight = totalWeight;
        statements = new DecryptionStatements(election, RecordHash.Of(tally.Write()));
    }

    /// <summary>Null when the tally has not the election's shape or is not made of members of the group.</summary>
    public static TallyOpening? Of(Election election, VerifiedTrustees trustees, EncryptedTally tally, long totalWeight)
    {
        if (tally.Questions.Length != election.Questions.Length) return null;
        CiphertextElements[][] elements = new CiphertextElements[tally.Questions.Length][];
        for (int q = 0; q < elements.Length; q++)
        {
            if (tally.Questions[q].Length != election.Questions[q].Slots) return null;
            elements[q] = new CiphertextElements[tally.Questions[q].Length];
            for (int i = 0; i < elements[q].Length; i++)
            {
                if (!tally.Questions[q][i].TryDecode(election.Group, out elements[q][i])) return null;
            }
        }

        return new TallyOpening(election, trustees, tally, elements, totalWeight);
    }

    /// <summary>Judges a partial decryption by the proofs that stand in the archive.</summary>
    public DecryptionFinding Verify(int owner, PartialDecryption decryption, out VerifiedDecryption? verified)
    {
        verified = null;
        if (!trustees.TryFind(owner, out VerifiedItem item, out int index)) return DecryptionFinding.UnknownOwner;
        if (!HasShape(decryption.Factors) || !HasShape(decryption.Proofs)) return DecryptionFinding.WrongShape;
        Element key = item.Keys[index - 1];
        string prefix = statements.Belenios(group.Encode(key));
        List<ImmutableArray<Element>> factors = [];
        for (int q = 0; q < elements.Length; q++)
        {
            ImmutableArray<Element>.Builder slots = ImmutableArray.CreateBuilder<Element>(elements[q].Length);
            for (int i = 0; i < elements[q].Length; i++)
            {
                if (!group.TryDecode(decryption.Factors[q][i], out Element factor)) return DecryptionFinding.NotInGroup;
                ProofFinding finding = Schnorr.VerifyEqual(group, key, elements[q][i].Alpha, factor, prefix, decryption.Proofs[q][i]);
                if (finding is not ProofFinding.Valid) return Translate(finding, DecryptionFinding.BadProof);
                slots.Add(factor);
            }

            factors.Add(slots.MoveToImmutable());
        }

        verified = new VerifiedDecryption(owner, [.. factors]);
        return DecryptionFinding.Valid;
    }

    /// <summary>Judges the second proofs of factors whose first ones hold.</summary>
    public DecryptionFinding VerifySecond(VerifiedDecryption decryption, OwnedSecondProofs second)
    {
        if (second.Owner != decryption.Owner || !trustees.TryFind(second.Owner, out VerifiedItem item, out int index)) return DecryptionFinding.UnknownOwner;
        if (!HasShape(second.Proofs)) return DecryptionFinding.WrongShape;
        Element key = item.Keys[index - 1];
        string keyText = group.Encode(key);
        for (int q = 0; q < elements.Length; q++)
        {
            for (int i = 0; i < elements[q].Length; i++)
            {
                Element factor = decryption.Factors[q][i];
                string prefix = statements.Second(second.Owner, q, i, keyText, tally.Questions[q][i].Alpha, group.Encode(factor));
                ProofFinding finding = Schnorr.VerifyEqual(group, key, elements[q][i].Alpha, factor, prefix, second.Proofs[q][i]);
                if (finding is not ProofFinding.Valid) return Translate(finding, DecryptionFinding.BadSecondProof);
            }
        }

        return DecryptionFinding.Valid;
    }

    /// <summary>Whether these decryptions suffice: the threshold of every item, each owner counted once.</summary>
    public bool Suffices(IReadOnlyCollection<VerifiedDecryption> decryptions) =>
        trustees.Items.All(item => Available(item, decryptions).Count >= item.Threshold);

    /// <summary>Finds the counts. Null in <paramref name="result"/> unless Valid.</summary>
    public ResultFinding Open(IReadOnlyCollection<VerifiedDecryption> decryptions, out ElectionResult? result)
    {
        result = null;
        if (!Suffices(decryptions)) return ResultFinding.NotEnoughDecryptions;
        Element[][] powers = PowersOfCounts(decryptions);
        DiscreteLogarithm logarithm = new(group, totalWeight);
        List<ImmutableArray<long>> counts = [];
        foreach (Element[] question in powers)
        {
            ImmutableArray<long>.Builder slots = ImmutableArray.CreateBuilder<long>(question.Length);
            foreach (Element power in question)
            {
                if (!logarithm.TryFind(power, out long count)) return ResultFinding.CountOutOfRange;
                slots.Add(count);
            }

            counts.Add(slots.MoveToImmutable());
        }

        ElectionResult found = new([.. counts]);
        if (!SumsFit(found)) return ResultFinding.SumWrong;
        result = found;
        return ResultFinding.Valid;
    }

    /// <summary>Judges a result that somebody else found.</summary>
    public ResultFinding Verify(IReadOnlyCollection<VerifiedDecryption> decryptions, ElectionResult result)
    {
        if (!Suffices(decryptions)) return ResultFinding.NotEnoughDecryptions;
        if (!HasShape(result.Counts)) return ResultFinding.WrongShape;
        if (result.Counts.Any(q => q.Any(v => v < 0 || v > totalWeight))) return ResultFinding.CountOutOfRange;
        Element[][] powers = PowersOfCounts(decryptions);
        for (int q = 0; q < powers.Length; q++)
        {
            for (int i = 0; i < powers[q].Length; i++)
            {
                Element claimed = group.PowerVarTime(group.Generator, group.ScalarOf(result.Counts[q][i]));
                if (!group.AreEqual(claimed, powers[q][i])) return ResultFinding.CountWrong;
            }
        }

        return SumsFit(result) ? ResultFinding.Valid : ResultFinding.SumWrong;
    }

    // g^v = beta / F, F = product over the items.
    private Element[][] PowersOfCounts(IReadOnlyCollection<VerifiedDecryption> decryptions)
    {
        Element[][] powers = [.. elements.Select(q => q.Select(c => c.Beta).ToArray())];
        foreach (VerifiedItem item in trustees.Items)
        {
            List<VerifiedDecryption> used = Available(item, decryptions)[..item.Threshold];
            Scalar[] weights = Lagrange.AtZero(group, [.. used.Select(d => d.Owner - item.FirstOwner + 1)]);
            for (int q = 0; q < powers.Length; q++)
            {
                for (int i = 0; i < powers[q].Length; i++)
                {
                    Element factor = group.ProductOfPowersVarTime([.. used.Select(d => d.Factors[q][i])], weights);
                    powers[q][i] = group.Multiply(powers[q][i], group.Invert(factor));
                }
            }
        }

        return powers;
    }

    // In order of owner, so that everybody combines the same ones.
    private static List<VerifiedDecryption> Available(VerifiedItem item, IReadOnlyCollection<VerifiedDecryption> decryptions) =>
        [.. decryptions.Where(d => d.Owner >= item.FirstOwner && d.Owner < item.FirstOwner + item.Keys.Length)
            .DistinctBy(d => d.Owner).OrderBy(d => d.Owner)];

    // A ballot that chooses exactly one answer, or blank, puts exactly its weight into the question.
    private bool SumsFit(ElectionResult result)
    {
        for (int q = 0; q < result.Counts.Length; q++)
        {
            if (election.Questions[q] is { Min: 1, Max: 1 } && result.Counts[q].Aggregate(Int128.Zero, (sum, v) => sum + v) != totalWeight) return false;
        }

        return true;
    }

    private bool HasShape<T>(ImmutableArray<ImmutableArray<T>> values)
    {
        if (values.Length != elements.Length) return false;
        for (int q = 0; q < values.Length; q++)
        {
            if (values[q].Length != elements[q].Length) return false;
        }

        return true;
    }

    private static DecryptionFinding Translate(ProofFinding finding, DecryptionFinding wrong) =>
        finding is ProofFinding.ScalarOutOfRange ? DecryptionFinding.ScalarOutOfRange : wrong;
}
