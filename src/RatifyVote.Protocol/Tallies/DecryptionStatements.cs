// What a partial decryption proves: f = alpha^x for the x of X = g^x. Ref: belenios-format section 8; secrecy design C-21.
// Belenios's own proof hashes neither alpha nor f, so a second one does, with a nonce of its own: the same nonce under two
// challenges would give x away.
using System.Globalization;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Tallies;

/// <summary>The strings that the two proofs of a decryption factor are hashed under.</summary>
internal sealed class DecryptionStatements(Election election, RecordHash tally)
{
    private readonly string fingerprint = election.Fingerprint;
    private readonly string tallyHex = tally.ToHex();

    internal string Belenios(string key) => $"decrypt|{fingerprint}|{key}|";

    /// <param name="question">Counted from 0, as is <paramref name="slot"/>; owners count from 1.</param>
    internal string Second(int owner, int question, int slot, string key, string alpha, string factor) => string.Create(
        CultureInfo.InvariantCulture,
        $"rvdecrypt2|{election.Uuid}|{fingerprint}|{tallyHex}|{owner}|{question},{slot}|{key}|{alpha}|{factor}|");
}
