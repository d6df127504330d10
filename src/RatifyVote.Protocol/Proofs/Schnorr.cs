// Knowledge of x in X = g^x, and equality of logarithms (g, X) and (alpha, f).
// Ref: belenios-format sections 6 (pok, sigmsg), 7 (sig), 8 (decrypt).
// Secret: x and the nonce w (prover only).   Rejects: scalars >= q, wrong hash.
// The caller has checked that X, alpha and f are members of the group.
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Proofs;

/// <summary>Schnorr proofs over a prefix: the challenge is HASH(prefix ser(A)), or HASH(prefix ser(A) "," ser(B)) for two bases.</summary>
public static class Schnorr
{
    /// <summary>Proves knowledge of x. The prefix ends with its own bar.</summary>
    public static Proof Prove(Group group, Scalar x, string prefix, RandomSource random) =>
        Prove(group, x, prefix, group.RandomScalar(random));

    internal static Proof Prove(Group group, Scalar x, string prefix, Scalar w)
    {
        Scalar challenge = group.HashToScalar(prefix + group.Encode(group.PowerOfGenerator(w)));
        return Respond(group, x, w, challenge);
    }

    /// <summary>Checks a proof of knowledge of the logarithm of <paramref name="key"/>.</summary>
    public static ProofFinding Verify(Group group, Element key, string prefix, Proof proof)
    {
        if (!proof.TryScalars(group, out Scalar challenge, out Scalar response)) return ProofFinding.ScalarOutOfRange;
        Element a = group.ProductOfPowersVarTime([group.Generator, key], [response, challenge]);
        return group.HashToScalar(prefix + group.Encode(a)) == challenge ? ProofFinding.Valid : ProofFinding.Wrong;
    }

    /// <summary>The signature form of section 6: a proof over <c>sigmsg|message|</c>.</summary>
    public static Proof SignMessage(Group group, Scalar key, string message, RandomSource random) =>
        Prove(group, key, SignedPrefix(message), random);

    public static ProofFinding VerifyMessage(Group group, Element key, string message, Proof signature) =>
        Verify(group, key, SignedPrefix(message), signature);

    /// <summary>Proves that log_g X = log_alpha f.</summary>
    internal static Proof ProveEqual(Group group, Scalar x, Element alpha, string prefix, Scalar w)
    {
        string[] commitments = group.EncodeAll([group.PowerOfGenerator(w), group.Power(alpha, w)]);
        return Respond(group, x, w, group.HashToScalar($"{prefix}{commitments[0]},{commitments[1]}"));
    }

    internal static ProofFinding VerifyEqual(Group group, Element key, Element alpha, Element factor, string prefix, Proof proof)
    {
        if (!proof.TryScalars(group, out Scalar challenge, out Scalar response)) return ProofFinding.ScalarOutOfRange;
        string[] commitments = group.EncodeAll(
        [
            group.ProductOfPowersVarTime([group.Generator, key], [response, challenge]),
            group.ProductOfPowersVarTime([alpha, factor], [response, challenge]),
        ]);
        Scalar expected = group.HashToScalar($"{prefix}{commitments[0]},{commitments[1]}");
        return expected == challenge ? ProofFinding.Valid : ProofFinding.Wrong;
    }

    private static string SignedPrefix(string message) => $"sigmsg|{message}|";

    private static Proof Respond(Group group, Scalar x, Scalar w, Scalar challenge) =>
        Proof.Of(group, challenge, group.Subtract(w, group.Multiply(x, challenge)));
}
