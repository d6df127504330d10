using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Ballots;

/// <summary>The answer to one question: a ciphertext per slot, a proof per slot that it holds 0 or 1, and the proof that
/// their sum is allowed (two proofs where blank is allowed). Belenios-format section 7.</summary>
public sealed record Answer(
    ImmutableArray<Ciphertext> Choices,
    ImmutableArray<ImmutableArray<Proof>> IndividualProofs,
    ImmutableArray<Proof> OverallProof,
    ImmutableArray<Proof>? BlankProof)
{
    internal static Answer Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        Answer answer = new(
            reader.List(fields.Required("choices"), c => Ciphertext.Read(reader, c)),
            reader.List(fields.Required("individual_proofs"), pair => reader.List(pair, p => Proof.Read(reader, p))),
            reader.List(fields.Required("overall_proof"), p => Proof.Read(reader, p)),
            fields.Optional("blank_proof") is { } blank ? reader.List(blank, p => Proof.Read(reader, p)) : null);
        fields.NoOthers();
        return answer;
    }

    internal static void Write(CanonicalWriter writer, Answer answer)
    {
        writer.Open('{').Key("choices").List(answer.Choices, Ciphertext.Write)
            .Key("individual_proofs").List(answer.IndividualProofs, static (w, pair) => w.List(pair, Proof.Write))
            .Key("overall_proof").List(answer.OverallProof, Proof.Write);
        if (answer.BlankProof is { } blank) writer.Key("blank_proof").List(blank, Proof.Write);
        writer.Close('}');
    }
}

/// <summary>The voter's signature: the hash of the ballot without it, and a proof of knowledge of the credential over that hash.</summary>
public sealed record BallotSignature(string Hash, Proof Proof);

/// <summary>A ballot as typed text: canonical by construction, nothing in it verified yet.</summary>
public sealed record Ballot(
    string ElectionUuid, string ElectionHash, string Credential, ImmutableArray<Answer> Answers, BallotSignature Signature)
{
    /// <summary>Reads exactly the canonical bytes of a ballot: what was read is written again and compared, so that two
    /// programs cannot read different votes. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Ballot? ballot, out RecordFault fault)
    {
        ballot = null;
        if (!JsonValue.TryParse(bytes, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        Ballot read = Read(reader, value);
        if (reader.Ok && !bytes.SequenceEqual(read.Write())) reader.Fail(RecordFault.NotCanonical);
        fault = reader.Fault;
        ballot = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write()
    {
        CanonicalWriter writer = new();
        WriteUnsigned(writer);
        writer.Key("signature").Open('{').Key("hash").Text(Signature.Hash).Key("proof");
        Proof.Write(writer, Signature.Proof);
        return writer.Close('}').Close('}').ToUtf8();
    }

    /// <summary>The hash that is signed: base64 of SHA-256 of the ballot without its signature.</summary>
    public string HashToSign()
    {
        CanonicalWriter writer = new();
        WriteUnsigned(writer);
        return RecordHash.Of(writer.Close('}').ToUtf8()).ToBase64();
    }

    public Tracker Tracker() => new(RecordHash.Of(Write()));

    private static Ballot Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        string uuid = reader.Text(fields.Required("election_uuid"));
        string fingerprint = reader.Text(fields.Required("election_hash"));
        string credential = reader.Element(fields.Required("credential"));
        ImmutableArray<Answer> answers = reader.List(fields.Required("answers"), a => Answer.Read(reader, a));
        RecordFields signature = reader.Fields(fields.Required("signature"));
        fields.NoOthers();
        string hash = reader.Text(signature.Required("hash"));
        Proof proof = Proof.Read(reader, signature.Required("proof"));
        signature.NoOthers();
        return new Ballot(uuid, fingerprint, credential, answers, new BallotSignature(hash, proof));
    }

    // Left open: the signature or the closing bracket follows.
    private void WriteUnsigned(CanonicalWriter writer) => writer
        .Open('{').Key("election_uuid").Text(ElectionUuid).Key("election_hash").Text(ElectionHash)
        .Key("credential").Text(Credential).Key("answers").List(Answers, Answer.Write);
}
