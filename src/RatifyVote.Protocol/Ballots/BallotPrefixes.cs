using System.Collections.Immutable;
using System.Text;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Ballots;

/// <summary>The strings under which a ballot's proofs are hashed (belenios-format section 7, table of prefixes).</summary>
internal static class BallotPrefixes
{
    /// <summary>S0 = phi "|" ser(C).</summary>
    internal static string OfBallot(string fingerprint, string credential) => $"{fingerprint}|{credential}";

    /// <summary>S = S0 "|" and all ciphertexts of the question.</summary>
    internal static string OfQuestion(string ofBallot, ImmutableArray<Ciphertext> choices)
    {
        StringBuilder text = new StringBuilder(ofBallot).Append('|');
        for (int i = 0; i < choices.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append(choices[i].Alpha).Append(',').Append(choices[i].Beta);
        }

        return text.ToString();
    }

    /// <summary>For a slot (under S0) and for the sum of a question without blank (under S).</summary>
    internal static string Of(string under, string alpha, string beta) => $"prove|{under}|{alpha},{beta}|";

    internal static string OfBlank(string ofQuestion) => $"bproof0|{ofQuestion}|";

    internal static string OfOverallWithBlank(string ofQuestion) => $"bproof1|{ofQuestion}|";

    internal static string OfSignature(string hash) => $"sig|{hash}|";
}
