using System.Collections.Immutable;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Properties;

/// <summary>Each changed field gives exactly the finding named for it. "Signed again" means by the holder of the credential,
/// so that the signature does not hide what is wrong inside.</summary>
public sealed class BallotFindingTests
{
    private static readonly TestElection Sample = new(new TestElectionPlan { Voters = 2, Revotes = 0 });
    private static readonly BallotVerifier Verifier = new(Sample.Election, Sample.Credentials);
    private static readonly BallotMaker Maker = new(Sample.Election);
    private static readonly Ballot Good = Sample.Casts[1].Ballot;
    private static readonly string Order = Decimal(Group.Ed25519.Negate(Scalar.One), 1);

    private static Group Group => Group.Ed25519;

    public static TheoryData<string, BallotFinding> Unsigned => new()
    {
        { "uuid", BallotFinding.WrongElection },
        { "fingerprint", BallotFinding.WrongElection },
        { "stranger's credential", BallotFinding.UnknownCredential },
        { "another voter's credential", BallotFinding.BadSignatureHash },
        { "another voter's credential, rehashed", BallotFinding.BadSignature },
        { "ciphertext", BallotFinding.BadSignatureHash },
        { "individual proof", BallotFinding.BadSignatureHash },
        { "blank proof", BallotFinding.BadSignatureHash },
        { "overall proof", BallotFinding.BadSignatureHash },
        { "signature hash", BallotFinding.BadSignatureHash },
        { "signature challenge", BallotFinding.BadSignature },
        { "signature response", BallotFinding.BadSignature },
        { "signature challenge q", BallotFinding.ScalarOutOfRange },
        { "signature response q", BallotFinding.ScalarOutOfRange },
        { "no answer", BallotFinding.WrongShape },
        { "answer twice", BallotFinding.WrongShape },
    };

    [Theory]
    [MemberData(nameof(Unsigned))]
    public void A_changed_field_gives_exactly_its_finding(string field, BallotFinding expected)
    {
        Ballot changed = field switch
        {
            "uuid" => Good with { ElectionUuid = "1234567890abcd" },
            "fingerprint" => Good with { ElectionHash = RecordHash.OfText("x").ToBase64() },
            "stranger's credential" => Good with { Credential = Group.Encode(Group.PowerOfGenerator(Group.ScalarOf(7))) },
            "another voter's credential" => Good with { Credential = Sample.PublicTexts[0] },
            "another voter's credential, rehashed" => Rehashed(Good with { Credential = Sample.PublicTexts[0] }),
            "ciphertext" => WithChoice(1, c => c with { Alpha = Sample.Casts[0].Ballot.Answers[0].Choices[1].Alpha }),
            "individual proof" => WithIndividual(2, 1, Bumped),
            "blank proof" => WithBlank(0, Bumped),
            "overall proof" => WithOverall(1, Bumped),
            "signature hash" => Good with { Signature = Good.Signature with { Hash = RecordHash.OfText("x").ToBase64() } },
            "signature challenge" => WithSignature(p => p with { Challenge = Bump(p.Challenge) }),
            "signature response" => WithSignature(p => p with { Response = Bump(p.Response) }),
            "signature challenge q" => WithSignature(p => p with { Challenge = Order }),
            "signature response q" => WithSignature(p => p with { Response = Order }),
            "no answer" => Good with { Answers = [] },
            "answer twice" => Good with { Answers = [Good.Answers[0], Good.Answers[0]] },
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

        Assert.Equal(expected, Verifier.Verify(changed));
    }

    public static TheoryData<string, BallotFinding> SignedAgain => new()
    {
        { "alpha of another ballot", BallotFinding.BadIndividualProof },
        { "beta of another ballot", BallotFinding.BadIndividualProof },
        { "alpha of order 2", BallotFinding.NotInGroup },
        { "alpha off the curve", BallotFinding.NotInGroup },
        { "beta in upper case", BallotFinding.NotInGroup },
        { "two slots changed places", BallotFinding.BadIndividualProof },
        { "two slots with their proofs changed places", BallotFinding.BadBlankProof },
        { "a slot without blank mark dropped", BallotFinding.WrongShape },
        { "blank proof dropped", BallotFinding.WrongShape },
        { "blank proof too long", BallotFinding.WrongShape },
        { "overall proof too short", BallotFinding.WrongShape },
        { "overall proof too long", BallotFinding.WrongShape },
        { "individual proof too short", BallotFinding.WrongShape },
        { "individual proof missing", BallotFinding.WrongShape },
        { "whole answer of a question without blank", BallotFinding.WrongShape },
        { "challenge q", BallotFinding.ScalarOutOfRange },
        { "response q", BallotFinding.ScalarOutOfRange },
    };

    [Theory]
    [MemberData(nameof(SignedAgain))]
    public void A_field_changed_by_the_voter_gives_exactly_its_finding(string field, BallotFinding expected)
    {
        Answer answer = Good.Answers[0];
        Ciphertext other = Sample.Casts[0].Ballot.Answers[0].Choices[1];
        Ballot changed = field switch
        {
            "alpha of another ballot" => WithChoice(1, c => c with { Alpha = other.Alpha }),
            "beta of another ballot" => WithChoice(2, c => c with { Beta = other.Beta }),
            "alpha of order 2" => WithChoice(0, c => c with { Alpha = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec" }),
            "alpha off the curve" => WithChoice(0, c => c with { Alpha = new string('0', 63) + "2" }),
            "beta in upper case" => WithChoice(0, c => c with { Beta = c.Beta.ToUpperInvariant() }),
            "two slots changed places" => With(answer with { Choices = [answer.Choices[0], answer.Choices[2], answer.Choices[1]] }),
            "two slots with their proofs changed places" => With(answer with
            {
                Choices = [answer.Choices[0], answer.Choices[2], answer.Choices[1]],
                IndividualProofs = [answer.IndividualProofs[0], answer.IndividualProofs[2], answer.IndividualProofs[1]],
            }),
            "a slot without blank mark dropped" => With(answer with { Choices = answer.Choices[1..], IndividualProofs = answer.IndividualProofs[1..] }),
            "blank proof dropped" => With(answer with { BlankProof = null }),
            "blank proof too long" => With(answer with { BlankProof = answer.BlankProof!.Value.Add(new Proof("0", "0")) }),
            "overall proof too short" => With(answer with { OverallProof = answer.OverallProof[1..] }),
            "overall proof too long" => With(answer with { OverallProof = answer.OverallProof.Add(new Proof("0", "0")) }),
            "individual proof too short" => With(answer with { IndividualProofs = answer.IndividualProofs.SetItem(0, answer.IndividualProofs[0][1..]) }),
            "individual proof missing" => With(answer with { IndividualProofs = answer.IndividualProofs[1..] }),
            "whole answer of a question without blank" => With(PlainAnswer()),
            "challenge q" => WithIndividual(0, 0, p => p with { Challenge = Order }),
            "response q" => WithOverall(0, p => p with { Response = Order }),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

        Assert.Equal(expected, Verifier.Verify(Signed(changed)));
    }

    [Fact]
    public void Every_scalar_of_every_proof_matters()
    {
        for (int slot = 0; slot < 3; slot++)
        {
            for (int branch = 0; branch < 2; branch++)
            {
                foreach (Func<Proof, Proof> change in Changes) Expect(BallotFinding.BadIndividualProof, WithIndividual(slot, branch, change));
            }
        }

        for (int branch = 0; branch < 2; branch++)
        {
            foreach (Func<Proof, Proof> change in Changes)
            {
                Expect(BallotFinding.BadBlankProof, WithBlank(branch, change));
                Expect(BallotFinding.BadOverallProof, WithOverall(branch, change));
            }
        }
    }

    [Fact]
    public void Challenges_moved_between_branches_are_seen()
    {
        Proof first = Good.Answers[0].OverallProof[0], second = Good.Answers[0].OverallProof[1];
        Answer moved = Good.Answers[0] with { OverallProof = [first with { Challenge = second.Challenge }, second with { Challenge = first.Challenge }] };

        Expect(BallotFinding.BadOverallProof, With(moved));
    }

    [Theory]
    [InlineData(true, 1, 1, 2)]
    [InlineData(false, 1, 1, 2)]
    [InlineData(true, 0, 2, 3)]
    [InlineData(false, 0, 2, 3)]
    [InlineData(false, 2, 3, 3)]
    [InlineData(true, 2, 2, 4)]
    [InlineData(false, 0, 0, 1)]
    public void Any_ballot_made_verifies(bool blank, int min, int max, int answers)
    {
        RandomSource random = new CounterStream($"{blank}{min}{max}{answers}").Source;
        Election election = Sample.Election with
        {
            Questions = [new Question("?", [.. Enumerable.Range(0, answers).Select(i => $"answer {i}")], blank, min, max), Sample.Election.Questions[0]],
        };
        BallotVerifier verifier = new(election, Sample.Credentials);
        BallotMaker maker = new(election);
        foreach (int[] choice in Choices(blank, min, max, answers))
        {
            Ballot ballot = maker.Make(Sample.Secrets[0], [choice, [0, 1, 0]], random);
            Assert.True(Ballot.TryParse(ballot.Write(), out Ballot? read, out RecordFault fault), fault.Words());
            Assert.Equal(BallotFinding.Valid, verifier.Verify(read));
            Assert.Equal(BallotFinding.WrongElection, Verifier.Verify(read));
        }
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(0, 1)]
    public void Choices_that_are_not_allowed_are_misuse(params int[] choices)
    {
        Assert.Throws<ArgumentException>(() => Maker.Make(Sample.Secrets[0], [choices], SystemRandom.Source));
    }

    [Fact]
    public void A_neutral_ballot_is_valid_and_known_by_anyone_for_its_own_credential_only()
    {
        NeutralBallots neutral = new(Sample.Election);
        Ballot ballot = neutral.Make(Sample.Secrets[1], SystemRandom.Source);

        Assert.Equal(BallotFinding.Valid, Verifier.Verify(ballot));
        Assert.True(neutral.Recognise(ballot));
        Assert.Equal(ballot.Answers[0].Choices, neutral.CiphertextsOf(ballot.Credential));
        Assert.False(neutral.Recognise(Good));
        Assert.False(neutral.Recognise(ballot with { Credential = Sample.PublicTexts[0] }));
        Assert.False(neutral.Recognise(Maker.Make(Sample.Secrets[1], [[1, 0, 0]], SystemRandom.Source)));
    }

    [Fact]
    public void An_election_with_a_question_without_blank_has_no_neutral_ballots()
    {
        Election election = Sample.Election with { Questions = [new Question("?", ["Yes", "No"], false, 1, 1)] };

        Assert.Throws<ArgumentException>(() => new NeutralBallots(election));
    }

    private static readonly Func<Proof, Proof>[] Changes =
        [p => p with { Challenge = Bump(p.Challenge) }, p => p with { Response = Bump(p.Response) }];

    private static void Expect(BallotFinding expected, Ballot changed) => Assert.Equal(expected, Verifier.Verify(Signed(changed)));

    private static Ballot Signed(Ballot ballot) => Maker.Sign(ballot, Sample.Secrets[1], Group.RandomScalar(SystemRandom.Source));

    private static Ballot Rehashed(Ballot ballot) => ballot with { Signature = ballot.Signature with { Hash = ballot.HashToSign() } };

    private static Ballot With(Answer answer) => Good with { Answers = [answer] };

    private static Ballot WithChoice(int slot, Func<Ciphertext, Ciphertext> change)
    {
        ImmutableArray<Ciphertext> choices = Good.Answers[0].Choices;
        return With(Good.Answers[0] with { Choices = choices.SetItem(slot, change(choices[slot])) });
    }

    private static Ballot WithIndividual(int slot, int branch, Func<Proof, Proof> change)
    {
        ImmutableArray<ImmutableArray<Proof>> proofs = Good.Answers[0].IndividualProofs;
        return With(Good.Answers[0] with { IndividualProofs = proofs.SetItem(slot, proofs[slot].SetItem(branch, change(proofs[slot][branch]))) });
    }

    private static Ballot WithBlank(int branch, Func<Proof, Proof> change)
    {
        ImmutableArray<Proof> proofs = Good.Answers[0].BlankProof!.Value;
        return With(Good.Answers[0] with { BlankProof = proofs.SetItem(branch, change(proofs[branch])) });
    }

    private static Ballot WithOverall(int branch, Func<Proof, Proof> change)
    {
        ImmutableArray<Proof> proofs = Good.Answers[0].OverallProof;
        return With(Good.Answers[0] with { OverallProof = proofs.SetItem(branch, change(proofs[branch])) });
    }

    private static Ballot WithSignature(Func<Proof, Proof> change) =>
        Good with { Signature = Good.Signature with { Proof = change(Good.Signature.Proof) } };

    private static Proof Bumped(Proof p) => p with { Response = Bump(p.Response) };

    private static string Bump(string scalar)
    {
        Assert.True(Group.TryParseScalar(scalar, out Scalar s));
        return Group.FormatScalar(Group.Add(s, Scalar.One));
    }

    private static string Decimal(Scalar s, int more) =>
        (System.Numerics.BigInteger.Parse(Group.FormatScalar(s), System.Globalization.CultureInfo.InvariantCulture) + more).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Answer PlainAnswer()
    {
        Election plain = Sample.Election with { Questions = [new Question("?", ["Yes", "No"], false, 1, 1)] };
        return new BallotMaker(plain).Make(Sample.Secrets[1], [[1, 0]], SystemRandom.Source).Answers[0];
    }

    private static IEnumerable<int[]> Choices(bool blank, int min, int max, int answers)
    {
        if (blank) yield return [1, .. Enumerable.Repeat(0, answers)];
        for (int bits = 0; bits < 1 << answers; bits++)
        {
            int[] chosen = [.. Enumerable.Range(0, answers).Select(i => (bits >> i) & 1)];
            if (chosen.Sum() >= min && chosen.Sum() <= max) yield return blank ? [0, .. chosen] : chosen;
        }
    }
}
