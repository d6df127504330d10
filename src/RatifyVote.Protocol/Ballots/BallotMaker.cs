// Making a ballot: encryption, proofs, signature. Ref: belenios-format section 7. The members' ballots are made in the
// browser; this one plays voters in rehearsals and tests, and makes neutral ballots.
// Secret: choices, the private credential, all randomness.
using System.Collections.Immutable;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Ballots;

/// <summary>Makes ballots of one election.</summary>
public sealed class BallotMaker
{
    private readonly Election election;
    private readonly Group group;
    private readonly Element y;
    private readonly string fingerprint;

    /// <summary>Throws when the election key is not a member of its group.</summary>
    public BallotMaker(Election election)
    {
        this.election = election;
        group = election.Group;
        fingerprint = election.Fingerprint;
        if (!group.TryDecode(election.PublicKey, out Element key)) throw new ArgumentException("The election key is not in the group.", nameof(election));
        y = group.Prepare(key);
    }

    /// <summary>A ballot with these choices. Throws on choices the question does not allow.</summary>
    /// <param name="credential">The private credential s.</param>
    /// <param name="choices">0 or 1 per slot of each question; slot 0 is "blank" where blank is allowed.</param>
    public Ballot Make(Scalar credential, IReadOnlyList<IReadOnlyList<int>> choices, RandomSource random) =>
        Make(credential, choices, () => group.RandomScalar(random));

    internal Ballot Make(Scalar credential, IReadOnlyList<IReadOnlyList<int>> choices, ScalarSource draw) =>
        Make(credential, choices, draw, encryption: null);

    /// <param name="encryption">The randomness of the slots, counted through all questions; null to draw it.</param>
    internal Ballot Make(Scalar credential, IReadOnlyList<IReadOnlyList<int>> choices, ScalarSource draw, Func<int, Scalar>? encryption)
    {
        RequireAllowed(choices);
        List<Element> elements = [];
        elements.Add(group.PowerOfGenerator(credential));
        AnswerMaker[] makers = new AnswerMaker[choices.Count];
        int slot = 0;
        for (int q = 0; q < makers.Length; q++)
        {
            Question question = election.Questions[q];
            int first = slot;
            Scalar[] r = new Scalar[question.Slots];
            for (int i = 0; i < r.Length; i++) r[i] = encryption is null ? draw() : encryption(first + i);
            makers[q] = new AnswerMaker(group, y, question, choices[q], r, draw, elements);
            slot += question.Slots;
        }

        string[] encoded = group.EncodeAll(elements.ToArray());
        string ofBallot = BallotPrefixes.OfBallot(fingerprint, encoded[0]);
        ImmutableArray<Answer> answers = [.. makers.Select(maker => maker.Finish(ofBallot, encoded))];
        Ballot unsigned = new(election.Uuid, fingerprint, encoded[0], answers, new BallotSignature("", new Proof("0", "0")));
        return Sign(unsigned, credential, draw());
    }

    /// <summary>The ballot with its hash recomputed and signed.</summary>
    internal Ballot Sign(Ballot ballot, Scalar credential, Scalar w)
    {
        string hash = ballot.HashToSign();
        return ballot with
        {
            Signature = new BallotSignature(hash, Schnorr.Prove(group, credential, BallotPrefixes.OfSignature(hash), w)),
        };
    }

    private void RequireAllowed(IReadOnlyList<IReadOnlyList<int>> choices)
    {
        if (choices.Count != election.Questions.Length) throw new ArgumentException("One answer per question.", nameof(choices));
        for (int q = 0; q < choices.Count; q++)
        {
            Question question = election.Questions[q];
            IReadOnlyList<int> slots = choices[q];
            bool bits = slots.Count == question.Slots && slots.All(m => m is 0 or 1);
            if (!bits) throw new ArgumentException("0 or 1 per slot.", nameof(choices));
            bool blank = question.Blank && slots[0] == 1;
            int chosen = slots.Sum() - (blank ? 1 : 0);
            if (blank ? chosen != 0 : chosen < question.Min || chosen > question.Max)
            {
                throw new ArgumentException("The question does not allow this number of answers.", nameof(choices));
            }
        }
    }
}

/// <summary>One answer while its ballot is made.</summary>
internal sealed class AnswerMaker
{
    private readonly Question question;
    private readonly int firstElement;
    private readonly DisjunctionProver[] individual;
    private readonly DisjunctionProver? blank;
    private readonly DisjunctionProver overall;

    internal AnswerMaker(
        Group group, Element y, Question question, IReadOnlyList<int> slots, Scalar[] r, ScalarSource draw, List<Element> elements)
    {
        this.question = question;
        firstElement = elements.Count;
        CiphertextElements sum = CiphertextElements.Identity(group);
        Scalar sumR = Scalar.Zero;
        int sumM = 0;
        for (int i = 0; i < slots.Count; i++)
        {
            CiphertextElements ciphertext = new(
                group.PowerOfGenerator(r[i]),
                group.Multiply(group.Power(y, r[i]), group.PowerOfGenerator(group.ScalarOf(slots[i]))));
            elements.Add(ciphertext.Alpha);
            elements.Add(ciphertext.Beta);
            if (question.Blank && i == 0) continue;
            sum = sum.Multiply(group, ciphertext);
            sumR = group.Add(sumR, r[i]);
            sumM += slots[i];
        }

        elements.Add(sum.Alpha);
        elements.Add(sum.Beta);
        individual = new DisjunctionProver[slots.Count];
        for (int i = 0; i < individual.Length; i++)
        {
            individual[i] = new DisjunctionProver(
                group, y, [new(r[i], slots[i], 0), new(r[i], slots[i], 1)], truth: slots[i], draw, elements);
        }

        List<ProvedStatement> allowed = [];
        for (int m = question.Min; m <= question.Max; m++) allowed.Add(new ProvedStatement(sumR, sumM, m));
        int truth = sumM - question.Min;
        if (question.Blank)
        {
            bool isBlank = slots[0] == 1;
            blank = new DisjunctionProver(
                group, y, [new(r[0], slots[0], 0), new(sumR, sumM, 0)], truth: isBlank ? 1 : 0, draw, elements);
            allowed.Insert(0, new ProvedStatement(r[0], slots[0], 1));
            truth = isBlank ? 0 : truth + 1;
        }

        overall = new DisjunctionProver(group, y, [.. allowed], truth, draw, elements);
    }

    internal Answer Finish(string ofBallot, string[] encoded)
    {
        int slots = individual.Length;
        ImmutableArray<Ciphertext>.Builder choices = ImmutableArray.CreateBuilder<Ciphertext>(slots);
        for (int i = 0; i < slots; i++) choices.Add(new Ciphertext(encoded[firstElement + 2 * i], encoded[firstElement + 2 * i + 1]));
        string sumAlpha = encoded[firstElement + 2 * slots], sumBeta = encoded[firstElement + 2 * slots + 1];
        ImmutableArray<ImmutableArray<Proof>>.Builder proofs = ImmutableArray.CreateBuilder<ImmutableArray<Proof>>(slots);
        for (int i = 0; i < slots; i++)
        {
            proofs.Add([.. individual[i].Finish(BallotPrefixes.Of(ofBallot, choices[i].Alpha, choices[i].Beta), encoded)]);
        }

        ImmutableArray<Ciphertext> made = choices.MoveToImmutable();
        string ofQuestion = BallotPrefixes.OfQuestion(ofBallot, made);
        ImmutableArray<Proof>? blankProof = blank is null ? null : [.. blank.Finish(BallotPrefixes.OfBlank(ofQuestion), encoded)];
        string overallPrefix = question.Blank
            ? BallotPrefixes.OfOverallWithBlank(ofQuestion)
            : BallotPrefixes.Of(ofQuestion, sumAlpha, sumBeta);
        return new Answer(made, proofs.MoveToImmutable(), [.. overall.Finish(overallPrefix, encoded)], blankProof);
    }
}
