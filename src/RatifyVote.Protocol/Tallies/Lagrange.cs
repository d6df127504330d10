using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Tallies;

/// <summary>Interpolation at 0 (belenios-format section 8).</summary>
internal static class Lagrange
{
    /// <summary>lambda_d = product over k != d of k / (k - d) mod q, for distinct indices from 1.</summary>
    internal static Scalar[] AtZero(Group group, ReadOnlySpan<int> indices)
    {
        Scalar[] weights = new Scalar[indices.Length];
        for (int d = 0; d < weights.Length; d++)
        {
            Scalar numerator = Scalar.One, denominator = Scalar.One;
            foreach (int k in indices)
            {
                if (k == indices[d]) continue;
                numerator = group.Multiply(numerator, group.ScalarOf(k));
                denominator = group.Multiply(denominator, group.Subtract(group.ScalarOf(k), group.ScalarOf(indices[d])));
            }

            weights[d] = group.Multiply(numerator, group.Invert(denominator));
        }

        return weights;
    }
}
