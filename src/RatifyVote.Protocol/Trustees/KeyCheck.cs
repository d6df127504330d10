// Before a vote opens every trustee shows that the key it kept still is the one it made: a fresh proof of possession over a
// nonce of the server's. It decrypts nothing, so it can be no oracle (the trial ciphertext is the browser's own).
// Ref: SPEC.md, key check.   Secret: the decryption key (trustee only).   Rejects: another nonce, owner or vote.
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>A trustee's answer to a key check.</summary>
/// <param name="Owner">Its place in the trustees record, from 1.</param>
/// <param name="Nonce">The nonce it was given, 64 hex digits.</param>
public sealed record KeyCheck(int Owner, string Nonce, Proof Proof)
{
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out KeyCheck? check, out RecordFault fault)
    {
        check = null;
        if (!JsonValue.TryParse(bytes, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        KeyCheck read = new(
            reader.Small(fields.Required("owner"), 1),
            reader.Hash(fields.Required("nonce")).ToHex(),
            Proof.Read(reader, fields.Required("proof")));
        fields.NoOthers();
        fault = reader.Fault;
        check = reader.Ok ? read : null;
        return reader.Ok;
    }

    /// <summary>Made by the trustee who knows <paramref name="decryptionKey"/>.</summary>
    public static KeyCheck Make(Group group, Scalar decryptionKey, string vote, int owner, string nonce, RandomSource random)
    {
        string key = group.Encode(group.PowerOfGenerator(decryptionKey));
        return new KeyCheck(owner, nonce, Schnorr.Prove(group, decryptionKey, Prefix(vote, nonce, owner, key), random));
    }

    /// <param name="key">X of that owner, from the verified trustees record.</param>
    public ProofFinding Verify(Group group, Element key, string vote) =>
        Schnorr.Verify(group, key, Prefix(vote, Nonce, Owner, group.Encode(key)), Proof);

    private static string Prefix(string vote, string nonce, int owner, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"rv-keycheck|{vote}|{nonce}|{owner}|{key}|");
}
