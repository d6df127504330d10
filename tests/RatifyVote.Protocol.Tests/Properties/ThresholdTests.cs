using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Properties;

public sealed class ThresholdTests
{
    public static TheoryData<int, int> Sizes
    {
        get
        {
            TheoryData<int, int> sizes = [];
            for (int n = 1; n <= 5; n++)
            {
                for (int t = 1; t <= Math.Min(n, 4); t++) sizes.Add(t, n);
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_t_trustees_open_the_tally_and_no_fewer_do(int t, int n)
    {
        TestElection made = new(new TestElectionPlan { Threshold = (t, n), Voters = 3, Revotes = 1, Seed = $"{t} of {n}" });
        TallyOpening opening = TallyOpening.Of(made.Election, made.Verified, made.EncryptedTally, made.Sized.TotalWeight)!;
        Dictionary<int, VerifiedDecryption> all = [];
        foreach ((int owner, Scalar key) in made.Trustees.Keys)
        {
            (PartialDecryption decryption, OwnedSecondProofs second) = TallyDecryptor.Decrypt(made.Election, made.EncryptedTally, owner, key, SystemRandom.Source);
            Assert.Equal(DecryptionFinding.Valid, opening.Verify(owner, decryption, out VerifiedDecryption? verified));
            Assert.Equal(DecryptionFinding.Valid, opening.VerifySecond(verified!, second));
            all.Add(owner, verified!);
        }

        for (int subset = 0; subset < 1 << n; subset++)
        {
            VerifiedDecryption[] chosen = [.. all.Where(d => ((subset >> (d.Key - 1)) & 1) == 1).Select(d => d.Value)];
            ResultFinding expected = chosen.Length >= t ? ResultFinding.Valid : ResultFinding.NotEnoughDecryptions;
            Assert.Equal(expected, opening.Open(chosen, out ElectionResult? result));
            if (expected is ResultFinding.Valid) Assert.Equal(made.Expected, result!.Counts[0]);
        }
    }

    [Fact]
    public void Fewer_shares_than_the_threshold_do_not_combine_to_the_key()
    {
        TestElection made = new(new TestElectionPlan { Threshold = (3, 5), Voters = 1, Revotes = 0 });
        Group group = made.Group;
        Scalar Combined(int[] owners)
        {
            Scalar[] weights = Lagrange.AtZero(group, owners);
            return owners.Zip(weights).Aggregate(Scalar.Zero, (sum, p) => group.Add(sum, group.Multiply(made.Trustees.Keys[p.First], p.Second)));
        }

        Assert.Equal(made.Election.PublicKey, group.Encode(group.PowerOfGenerator(Combined([1, 3, 5]))));
        Assert.NotEqual(made.Election.PublicKey, group.Encode(group.PowerOfGenerator(Combined([1, 3]))));
    }

    [Fact]
    public void A_decryption_is_judged_field_by_field()
    {
        TestElection made = new(new TestElectionPlan { Threshold = (2, 3), Voters = 2, Revotes = 0 });
        TallyOpening opening = TallyOpening.Of(made.Election, made.Verified, made.EncryptedTally, made.Sized.TotalWeight)!;
        (_, PartialDecryption good, OwnedSecondProofs second) = made.Decryptions[0];
        string order = "7237005577332262213973186563042994240857116359379907606001950938285454250989";
        Proof p = good.Proofs[0][0];
        DecryptionFinding Verify(PartialDecryption d, int owner = 1) => opening.Verify(owner, d, out _);
        PartialDecryption WithFactor(string f) => good with { Factors = [good.Factors[0].SetItem(0, f)] };
        PartialDecryption WithProof(Proof changed) => good with { Proofs = [good.Proofs[0].SetItem(0, changed)] };

        Assert.Equal(DecryptionFinding.UnknownOwner, Verify(good, 0));
        Assert.Equal(DecryptionFinding.UnknownOwner, Verify(good, 4));
        Assert.Equal(DecryptionFinding.BadProof, Verify(good, 2));
        Assert.Equal(DecryptionFinding.WrongShape, Verify(good with { Factors = [] }));
        Assert.Equal(DecryptionFinding.WrongShape, Verify(good with { Factors = [good.Factors[0][1..]] }));
        Assert.Equal(DecryptionFinding.WrongShape, Verify(good with { Proofs = [good.Proofs[0][1..]] }));
        Assert.Equal(DecryptionFinding.NotInGroup, Verify(WithFactor("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec")));
        Assert.Equal(DecryptionFinding.BadProof, Verify(WithFactor(good.Factors[0][1])));
        Assert.Equal(DecryptionFinding.BadProof, Verify(WithProof(p with { Response = p.Challenge })));
        Assert.Equal(DecryptionFinding.ScalarOutOfRange, Verify(WithProof(p with { Challenge = order })));

        Assert.Equal(DecryptionFinding.Valid, opening.Verify(1, good, out VerifiedDecryption? verified));
        Assert.Equal(DecryptionFinding.Valid, opening.VerifySecond(verified!, second));
        Assert.Equal(DecryptionFinding.UnknownOwner, opening.VerifySecond(verified!, second with { Owner = 2 }));
        Assert.Equal(DecryptionFinding.WrongShape, opening.VerifySecond(verified!, second with { Proofs = [] }));
        Assert.Equal(DecryptionFinding.BadSecondProof, opening.VerifySecond(verified!, second with { Proofs = good.Proofs }));
        Assert.Equal(DecryptionFinding.ScalarOutOfRange, opening.VerifySecond(verified!, second with { Proofs = [second.Proofs[0].SetItem(2, p with { Response = order })] }));
    }

    [Fact]
    public void A_factor_fitted_to_the_first_proof_fails_the_second()
    {
        // Belenios's challenge hashes neither alpha nor f: commit to (A, B), take the challenge, then solve for f.
        TestElection made = new(new TestElectionPlan { Trustees = 1, Voters = 2, Revotes = 0 });
        Group group = made.Group;
        Scalar x = made.Trustees.Keys[1], w = group.ScalarOf(5), w2 = group.ScalarOf(6);
        Element alpha = DecodeAlpha(made);
        string key = group.Encode(group.PowerOfGenerator(x));
        Element b = group.Power(alpha, w2);
        Scalar challenge = group.HashToScalar($"decrypt|{made.Election.Fingerprint}|{key}|{group.Encode(group.PowerOfGenerator(w))},{group.Encode(b)}");
        Scalar response = group.Subtract(w, group.Multiply(x, challenge));
        Element factor = group.Power(group.Multiply(b, group.Invert(group.Power(alpha, response))), group.Invert(challenge));
        (_, PartialDecryption good, OwnedSecondProofs second) = made.Decryptions[0];
        PartialDecryption forged = new(
            [good.Factors[0].SetItem(0, group.Encode(factor))],
            [good.Proofs[0].SetItem(0, new Proof(group.FormatScalar(challenge), group.FormatScalar(response)))]);
        TallyOpening opening = TallyOpening.Of(made.Election, made.Verified, made.EncryptedTally, made.Sized.TotalWeight)!;

        Assert.NotEqual(good.Factors[0][0], forged.Factors[0][0]);
        Assert.Equal(DecryptionFinding.Valid, opening.Verify(1, forged, out VerifiedDecryption? verified));
        Assert.Equal(DecryptionFinding.BadSecondProof, opening.VerifySecond(verified!, second));
        Assert.Equal(ResultFinding.CountOutOfRange, opening.Open([verified!], out _));
    }

    [Fact]
    public void A_result_is_judged_by_range_count_and_sum()
    {
        TestElection made = new(new TestElectionPlan { Trustees = 1, Voters = 3, Revotes = 0 });
        TallyOpening opening = TallyOpening.Of(made.Election, made.Verified, made.EncryptedTally, made.Sized.TotalWeight)!;
        opening.Verify(1, made.Decryptions[0].Decryption, out VerifiedDecryption? verified);
        ResultFinding Verify(params long[] counts) => opening.Verify([verified!], new ElectionResult([[.. counts]]));

        Assert.Equal(ResultFinding.Valid, Verify(1, 1, 1));
        Assert.Equal(ResultFinding.CountWrong, Verify(1, 2, 0));
        Assert.Equal(ResultFinding.CountOutOfRange, Verify(1, 1, 4));
        Assert.Equal(ResultFinding.WrongShape, Verify(1, 1));
        Assert.Equal(ResultFinding.NotEnoughDecryptions, opening.Verify([], made.Result));
        TallyOpening tooHeavy = TallyOpening.Of(made.Election, made.Verified, made.EncryptedTally, made.Sized.TotalWeight + 1)!;
        Assert.Equal(ResultFinding.SumWrong, tooHeavy.Verify([verified!], made.Result));
    }

    private static Element DecodeAlpha(TestElection made) =>
        made.EncryptedTally.Questions[0][0].TryDecode(made.Group, out CiphertextElements c) ? c.Alpha : throw new InvalidDataException();
}
