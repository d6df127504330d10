using System.Collections.Immutable;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Ballots;

/// <summary>One answer while its ballot is verified: read, recompute the commitments, judge the hashes. The commitments of
/// all answers are encoded together between the last two steps.</summary>
internal sealed class AnswerVerifier(Group group, Question question, Answer answer)
{
    private readonly List<(Scalar Challenge, Scalar Response)> scalars = [];
    private readonly CiphertextElements[] ciphertexts = new CiphertextElements[answer.Choices.Length];
    private readonly DisjunctionVerifier[] individual = new DisjunctionVerifier[answer.Choices.Length];
    private DisjunctionVerifier blank;
    private DisjunctionVerifier overall;
    private int sumElement;

    internal ImmutableArray<CiphertextElements> Ciphertexts => [.. ciphertexts];

    /// <summary>Scalars below q, ciphertexts in the group. Scalars first: they cost nothing.</summary>
    internal BallotFinding Read()
    {
        bool inRange = answer.IndividualProofs.All(ReadScalars)
            && (answer.BlankProof is not { } blankProof || ReadScalars(blankProof))
            && ReadScalars(answer.OverallProof);
        if (!inRange) return BallotFinding.ScalarOutOfRange;
        for (int i = 0; i < ciphertexts.Length; i++)
        {
            if (!answer.Choices[i].TryDecode(group, out ciphertexts[i])) return BallotFinding.NotInGroup;
        }

        return BallotFinding.Valid;
    }

    internal void Commit(Element y, List<Element> elements)
    {
        Span<(Scalar, Scalar)> proofs = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(scalars);
        // Tables pay from the second use on: every ciphertext stands in both branches of its own proof. The sum of tabulated
        // ciphertexts gets its own table for little.
        CiphertextElements[] slots = Array.ConvertAll(ciphertexts, Tabulate);
        int first = question.Blank ? 1 : 0;
        CiphertextElements sum = slots.Length > first ? slots[first] : CiphertextElements.Identity(group);
        for (int i = first + 1; i < slots.Length; i++) sum = sum.Multiply(group, slots[i]);
        sumElement = elements.Count;
        elements.Add(sum.Alpha);
        elements.Add(sum.Beta);

        int sumUses = question.Max - question.Min + (question.Blank ? 2 : 1);
        if (sumUses > 1) sum = Tabulate(sum);
        for (int i = 0; i < slots.Length; i++)
        {
            individual[i] = new DisjunctionVerifier(group, y, [new(slots[i], 0), new(slots[i], 1)], proofs[..2], elements);
            proofs = proofs[2..];
        }

        List<VerifiedStatement> allowed = [];
        if (question.Blank)
        {
            blank = new DisjunctionVerifier(group, y, [new(slots[0], 0), new(sum, 0)], proofs[..2], elements);
            proofs = proofs[2..];
            allowed.Add(new VerifiedStatement(slots[0], 1));
        }

        for (int m = question.Min; m <= question.Max; m++) allowed.Add(new VerifiedStatement(sum, m));
        overall = new DisjunctionVerifier(group, y, [.. allowed], proofs, elements);
    }

    internal BallotFinding Judge(string ofBallot, string[] encoded)
    {
        for (int i = 0; i < individual.Length; i++)
        {
            string prefix = BallotPrefixes.Of(ofBallot, answer.Choices[i].Alpha, answer.Choices[i].Beta);
            if (!individual[i].Holds(group, prefix, encoded)) return BallotFinding.BadIndividualProof;
        }

        string ofQuestion = BallotPrefixes.OfQuestion(ofBallot, answer.Choices);
        if (question.Blank && !blank.Holds(group, BallotPrefixes.OfBlank(ofQuestion), encoded)) return BallotFinding.BadBlankProof;
        string overallPrefix = question.Blank
            ? BallotPrefixes.OfOverallWithBlank(ofQuestion)
            : BallotPrefixes.Of(ofQuestion, encoded[sumElement], encoded[sumElement + 1]);
        return overall.Holds(group, overallPrefix, encoded) ? BallotFinding.Valid : BallotFinding.BadOverallProof;
    }

    private CiphertextElements Tabulate(CiphertextElements c) => new(group.Tabulate(c.Alpha), group.Tabulate(c.Beta));

    private bool ReadScalars(ImmutableArray<Proof> proofs)
    {
        foreach (Proof proof in proofs)
        {
            if (!proof.TryScalars(group, out Scalar challenge, out Scalar response)) return false;
            scalars.Add((challenge, response));
        }

        return true;
    }
}
