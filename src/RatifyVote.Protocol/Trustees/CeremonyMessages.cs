using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>Round 2: a trustee's secrets for the others (encrypted), its coefficients, its signature over all certificates.</summary>
/// <param name="Polynomial">Encrypted to itself: keeps the coefficients between the rounds.</param>
/// <param name="Secrets">f_i(j), encrypted to trustee j, in order of j.</param>
public sealed record PolynomialMessage(string Polynomial, ImmutableArray<string> Secrets, SignedMessage Coefexps, Proof Signature)
{
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PolynomialMessage? message, out RecordFault fault)
    {
        message = null;
        if (!JsonValue.TryParse(bytes, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        PolynomialMessage read = new(
            reader.Text(fields.Required("polynomial")),
            reader.List(fields.Required("secrets"), reader.Text),
            SignedMessage.Read(reader, fields.Required("coefexps")),
            Proof.Read(reader, fields.Required("signature")));
        fields.NoOthers();
        fault = reader.Fault;
        message = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write()
    {
        CanonicalWriter writer = new();
        writer.Open('{').Key("polynomial").Text(Polynomial)
            .Key("secrets").List(Secrets, static (w, s) => w.Text(s)).Key("coefexps");
        SignedMessage.Write(writer, Coefexps);
        Proof.Write(writer.Key("signature"), Signature);
        return writer.Close('}').ToUtf8();
    }
}

/// <summary>Round 3, server to trustee j: what the others sent to it.</summary>
public sealed record VerificationInput(
    string Polynomial, ImmutableArray<string> Secrets, ImmutableArray<SignedMessage> Coefexps, ImmutableArray<Proof> Signatures)
{
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out VerificationInput? input, out RecordFault fault)
    {
        input = null;
        if (!JsonValue.TryParse(bytes, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        VerificationInput read = new(
            reader.Text(fields.Required("polynomial")),
            reader.List(fields.Required("secrets"), reader.Text),
            reader.List(fields.Required("coefexps"), c => SignedMessage.Read(reader, c)),
            reader.List(fields.Required("signatures"), s => Proof.Read(reader, s)));
        fields.NoOthers();
        fault = reader.Fault;
        input = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write() => new CanonicalWriter()
        .Open('{').Key("polynomial").Text(Polynomial)
        .Key("secrets").List(Secrets, static (w, s) => w.Text(s))
        .Key("coefexps").List(Coefexps, SignedMessage.Write)
        .Key("signatures").List(Signatures, Proof.Write).Close('}').ToUtf8();
}

/// <summary>Round 3, trustee to server: its decryption key encrypted to itself, and the public half.</summary>
public sealed record VerificationOutput(string PrivateKey, TrusteePublicKey PublicKey)
{
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out VerificationOutput? output, out RecordFault fault)
    {
        output = null;
        if (!JsonValue.TryParse(bytes, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        VerificationOutput read = new(
            reader.Text(fields.Required("private_key")),
            TrusteePublicKey.Read(reader, fields.Required("public_key")));
        fields.NoOthers();
        fault = reader.Fault;
        output = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write()
    {
        CanonicalWriter writer = new();
        TrusteePublicKey.Write(writer.Open('{').Key("private_key").Text(PrivateKey).Key("public_key"), PublicKey);
        return writer.Close('}').ToUtf8();
    }
}
