// Proof that one of several ciphertexts holds the value claimed for it, without saying which.
// Ref: belenios-format section 7 (Disjunction).
// Secret: which one, the randomness r and the nonce w (prover only).   Rejects: wrong hash; the caller has checked scalars
// and membership.
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Proofs;

/// <summary>Hands out the prover's scalars, one after the other: uniform in production, listed in known answers.</summary>
internal delegate Scalar ScalarSource();

/// <summary>A claim as its prover knows it: a ciphertext made with randomness <paramref name="R"/> that holds
/// <paramref name="Holds"/> is said to hold <paramref name="Claims"/>.</summary>
internal readonly record struct ProvedStatement(Scalar R, int Holds, int Claims);

/// <summary>A claim as its verifier sees it.</summary>
internal readonly record struct VerifiedStatement(CiphertextElements Ciphertext, int Claims);

/// <summary>The prover of one disjunction. All nonces are drawn when it is made and its commitments join a common list, so
/// that a ballot encodes all of them at once; <see cref="Finish"/> then hashes.</summary>
internal sealed class DisjunctionProver
{
    private readonly Group group;
    private readonly int truth;
    private readonly int firstCommitment;
    private readonly Scalar randomness;
    private readonly Scalar nonce;
    private readonly Scalar[] challenges;
    private readonly Scalar[] responses;

    /// <param name="truth">The index of the statement that is true.</param>
    /// <param name="y">The election key, prepared.</param>
    internal DisjunctionProver(
        Group group, Element y, ReadOnlySpan<ProvedStatement> statements, int truth, ScalarSource draw, List<Element> commitments)
    {
        this.group = group;
        this.truth = truth;
        firstCommitment = commitments.Count;
        randomness = statements[truth].R;
        challenges = new Scalar[statements.Length];
        responses = new Scalar[statements.Length];
        for (int j = 0; j < statements.Length; j++)
        {
            if (j == truth) continue;
            challenges[j] = draw();
            responses[j] = draw();
        }

        nonce = draw();
        for (int j = 0; j < statements.Length; j++)
        {
            // The prover knows r and m, so g^resp alpha^ch = g^(resp + r ch) and y^resp (beta/g^M)^ch = y^(resp + r ch) g^((m-M) ch).
            Scalar exponent = j == truth ? nonce : group.Add(responses[j], group.Multiply(statements[j].R, challenges[j]));
            Scalar excess = group.Multiply(Signed(statements[j].Holds - statements[j].Claims), challenges[j]);
            commitments.Add(group.PowerOfGenerator(exponent));
            commitments.Add(group.Multiply(group.Power(y, exponent), group.PowerOfGenerator(excess)));
        }
    }

    /// <summary>Hashes prefix and commitments, and closes the proof.</summary>
    internal Proof[] Finish(string prefix, ReadOnlySpan<string> encoded)
    {
        Scalar rest = group.HashToScalar(prefix + string.Join(',', encoded.Slice(firstCommitment, 2 * challenges.Length).ToArray()));
        for (int j = 0; j < challenges.Length; j++)
        {
            if (j != truth) rest = group.Subtract(rest, challenges[j]);
        }

        challenges[truth] = rest;
        responses[truth] = group.Subtract(nonce, group.Multiply(randomness, rest));
        Proof[] proofs = new Proof[challenges.Length];
        for (int j = 0; j < proofs.Length; j++) proofs[j] = Proof.Of(group, challenges[j], responses[j]);
        return proofs;
    }

    private Scalar Signed(int value) => value >= 0 ? group.ScalarOf(value) : group.Negate(group.ScalarOf(-value));
}

/// <summary>The verifier of one disjunction: recomputes its commitments into a common list, then compares the hash.</summary>
internal readonly struct DisjunctionVerifier
{
    private readonly int firstCommitment;
    private readonly int branches;
    private readonly Scalar sum;

    /// <param name="y">The election key, prepared.</param>
    /// <param name="proofs">Challenge and response per statement.</param>
    internal DisjunctionVerifier(
        Group group, Element y, ReadOnlySpan<VerifiedStatement> statements, ReadOnlySpan<(Scalar Challenge, Scalar Response)> proofs,
        List<Element> commitments)
    {
        firstCommitment = commitments.Count;
        branches = statements.Length;
        sum = Scalar.Zero;
        for (int j = 0; j < statements.Length; j++)
        {
            (Scalar challenge, Scalar response) = proofs[j];
            ((Element alpha, Element beta), int claims) = statements[j];
            sum = group.Add(sum, challenge);
            commitments.Add(group.ProductOfPowersVarTime([group.Generator, alpha], [response, challenge]));
            commitments.Add(claims == 0
                ? group.ProductOfPowersVarTime([y, beta], [response, challenge])
                : group.ProductOfPowersVarTime(
                    [y, beta, group.Generator],
                    [response, challenge, group.Negate(group.Multiply(group.ScalarOf(claims), challenge))]));
        }
    }

    internal bool Holds(Group group, string prefix, string[] encoded) =>
        group.HashToScalar(prefix + string.Join(',', encoded, firstCommitment, 2 * branches)) == sum;
}
