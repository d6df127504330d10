// A trustee's side of the decryption. Secret: x and the nonces. Which tally this is, and that every ballot in it was
// verified, the trustee has made sure of before.
using System.Collections.Immutable;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Tallies;

/// <summary>Makes partial decryptions with both proofs.</summary>
public static class TallyDecryptor
{
    /// <summary>The factors of one trustee for every slot. Throws when the tally is not made of members of the group.</summary>
    /// <param name="owner">1-based position in the flattened list of trustees.</param>
    /// <param name="x">The private key behind that trustee's public key.</param>
    public static (PartialDecryption Decryption, OwnedSecondProofs Second) Decrypt(
        Election election, EncryptedTally tally, int owner, Scalar x, RandomSource random) =>
        Decrypt(election, tally, owner, x, () => election.Group.RandomScalar(random));

    internal static (PartialDecryption Decryption, OwnedSecondProofs Second) Decrypt(
        Election election, EncryptedTally tally, int owner, Scalar x, ScalarSource draw)
    {
        Group group = election.Group;
        string key = group.Encode(group.PowerOfGenerator(x));
        DecryptionStatements statements = new(election, RecordHash.Of(tally.Write()));
        List<ImmutableArray<string>> factors = [];
        List<ImmutableArray<Proof>> first = [], second = [];
        for (int q = 0; q < tally.Questions.Length; q++)
        {
            ImmutableArray<Ciphertext> slots = tally.Questions[q];
            Element[] alphas = [.. slots.Select(c => group.TryDecode(c.Alpha, out Element alpha)
                ? alpha
                : throw new ArgumentException("The tally is not made of members of the group.", nameof(tally)))];
            string[] texts = group.EncodeAll([.. alphas.Select(alpha => group.Power(alpha, x))]);
            factors.Add([.. texts]);
            first.Add([.. alphas.Select(alpha => Schnorr.ProveEqual(group, x, alpha, statements.Belenios(key), draw()))]);
            int question = q;
            second.Add([.. alphas.Select((alpha, i) => Schnorr.ProveEqual(
                group, x, alpha, statements.Second(owner, question, i, key, slots[i].Alpha, texts[i]), draw()))]);
        }

        return (new PartialDecryption([.. factors], [.. first]), new OwnedSecondProofs(owner, [.. second]));
    }
}
