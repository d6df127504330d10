// A certifier's signature over result.json: a WebAuthn assertion. Ref: WebAuthn Level 2, sections 5.8.1 (client data), 6.1
// (authenticator data), 7.2 (verifying an assertion). Rejects: other types, challenges, keys; user not present or not verified.
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>What a certifier says. The zero value is the harmless one.</summary>
public enum CertificateStatement { Dissent, Certify }

/// <summary>The words for a <see cref="CertificateStatement"/>.</summary>
public static class CertificateStatementWords
{
    public static string Word(this CertificateStatement statement) => statement switch
    {
        CertificateStatement.Dissent => "dissent",
        CertificateStatement.Certify => "certify",
    };
}

/// <summary>What became of a certifier's assertion.</summary>
public enum AssertionFinding
{
    NotChecked,
    Valid,
    ClientDataNotReadable,
    WrongType,
    WrongChallenge,
    AuthenticatorDataTooShort,
    WrongRelyingParty,
    UserNotVerified,
    KeyNotReadable,
    BadSignature,
}

/// <summary>One certifier's statement and the assertion that binds it to the result.</summary>
/// <param name="Certifier">Id of the person in the terms.</param>
/// <param name="Words">What a dissenter, or a certifier, adds.</param>
/// <param name="Key">SubjectPublicKeyInfo of the passkey used.</param>
/// <param name="Signature">DER.</param>
public sealed record Certificate(
    string Certifier, CertificateStatement Statement, string? Words, DateTimeOffset At, string Key,
    ReadOnlyMemory<byte> AuthenticatorData, ReadOnlyMemory<byte> ClientData, ReadOnlyMemory<byte> Signature)
{
    private const int FlagsAt = 32;
    private const byte PresentAndVerified = 0b101;

    /// <summary>SHA-256 of the certificate as it stands in certificates.json; the journal names it.</summary>
    public RecordHash Hash()
    {
        CanonicalWriter writer = new();
        Write(writer, this);
        return RecordHash.Of(writer.ToUtf8());
    }

    /// <summary>Checks the assertion against the result's hash. The relying party is the origin's host or a domain above it. Never throws.</summary>
    public AssertionFinding Verify(RecordHash result)
    {
        if (!TryReadClientData(out string type, out string challenge, out string origin)) return AssertionFinding.ClientDataNotReadable;
        if (type != "webauthn.get") return AssertionFinding.WrongType;
        if (challenge != Base64Url.EncodeToString(result.ToArray())) return AssertionFinding.WrongChallenge;
        ReadOnlySpan<byte> data = AuthenticatorData.Span;
        if (data.Length < FlagsAt + 5) return AssertionFinding.AuthenticatorDataTooShort;
        if (!IsRelyingPartyOf(RecordHash.FromBytes(data[..32]), origin)) return AssertionFinding.WrongRelyingParty;
        if ((data[FlagsAt] & PresentAndVerified) != PresentAndVerified) return AssertionFinding.UserNotVerified;
        if (!AssertionKey.IsWellFormed(Key)) return AssertionFinding.KeyNotReadable;
        byte[] signed = [.. data, .. SHA256.HashData(ClientData.Span)];
        return AssertionKey.Verify(Key, signed, Signature.Span) ? AssertionFinding.Valid : AssertionFinding.BadSignature;
    }

    internal static Certificate Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        Certificate certificate = new(
            reader.Text(fields.Required("certifier")),
            reader.Word<CertificateStatement>(fields.Required("statement"), CertificateStatementWords.Word),
            fields.Optional("words") is { } words ? reader.Text(words) : null,
            reader.Time(fields.Required("at")),
            reader.Text(fields.Required("key")),
            reader.Base64(fields.Required("authenticator_data")),
            reader.Base64(fields.Required("client_data")),
            reader.Base64(fields.Required("signature")));
        fields.NoOthers();
        return certificate;
    }

    internal static void Write(CanonicalWriter writer, Certificate c)
    {
        writer.Open('{').Key("certifier").Text(c.Certifier).Key("statement").Text(c.Statement.Word());
        if (c.Words is not null) writer.Key("words").Text(c.Words);
        writer.Key("at").Time(c.At).Key("key").Text(c.Key).Key("authenticator_data").Base64(c.AuthenticatorData.Span)
            .Key("client_data").Base64(c.ClientData.Span).Key("signature").Base64(c.Signature.Span).Close('}');
    }

    // Browsers add keys of their own to client data: only the three that matter are taken.
    private bool TryReadClientData(out string type, out string challenge, out string origin)
    {
        (type, challenge, origin) = ("", "", "");
        if (!JsonValue.TryParse(ClientData.Span, out JsonValue? value, out _)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        type = reader.Text(fields.Required("type"));
        challenge = reader.Text(fields.Required("challenge"));
        origin = reader.Text(fields.Required("origin"));
        return reader.Ok;
    }

    private static bool IsRelyingPartyOf(RecordHash rpIdHash, string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("https" or "http")) return false;
        string domain = uri.IdnHost;
        while (RecordHash.Of(Encoding.UTF8.GetBytes(domain)) != rpIdHash)
        {
            int dot = domain.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0) return false;
            domain = domain[(dot + 1)..];
        }

        return true;
    }
}

/// <summary>The file certificates.json, in the order of signing.</summary>
public sealed record CertificatesFile(ImmutableArray<Certificate> Certificates)
{
    public byte[] Write() => new CanonicalWriter().List(Certificates, Certificate.Write).ToUtf8();

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out CertificatesFile? file, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, static (reader, value) => new CertificatesFile(reader.List(value, c => Certificate.Read(reader, c))),
            f => f.Write(), out file, out fault);
}

/// <summary>The words for an <see cref="AssertionFinding"/>.</summary>
public static class AssertionFindingWords
{
    public static string Words(this AssertionFinding finding) => finding switch
    {
        AssertionFinding.NotChecked => "The signature was not checked.",
        AssertionFinding.Valid => "The signature is valid.",
        AssertionFinding.ClientDataNotReadable => "The browser's data cannot be read.",
        AssertionFinding.WrongType => "The signature was made for something other than signing in.",
        AssertionFinding.WrongChallenge => "The signature was made over something other than this result.",
        AssertionFinding.AuthenticatorDataTooShort => "The authenticator's data is too short.",
        AssertionFinding.WrongRelyingParty => "The signature was made for another site.",
        AssertionFinding.UserNotVerified => "The person was not verified when signing.",
        AssertionFinding.KeyNotReadable => "The key cannot be read.",
        AssertionFinding.BadSignature => "The signature is not that of the key.",
    };
}
