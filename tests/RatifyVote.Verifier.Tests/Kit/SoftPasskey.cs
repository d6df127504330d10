using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Verifier.Tests.Kit;

/// <summary>A certifier's passkey in software.</summary>
public sealed class SoftPasskey
{
    private const string Site = "vote.example.org";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicText => ServiceKey.PublicText(key);

    public string Origin { get; set; } = "https://" + Site;
    public string Type { get; set; } = "webauthn.get";

    /// <summary>User present 1, user verified 4.</summary>
    public byte Flags { get; set; } = 5;

    public Certificate Sign(string certifier, CertificateStatement statement, RecordHash result, DateTimeOffset at, string? words = null)
    {
        byte[] client = Encoding.UTF8.GetBytes(
            $$"""{"type":"{{Type}}","challenge":"{{Base64Url.EncodeToString(result.ToArray())}}","origin":"{{Origin}}","crossOrigin":false}""");
        byte[] authenticator = [.. SHA256.HashData(Encoding.UTF8.GetBytes(Site)), Flags, 0, 0, 0, 7];
        byte[] signed = [.. authenticator, .. SHA256.HashData(client)];
        byte[] signature = key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new Certificate(certifier, statement, words, at, PublicText, authenticator, client, signature);
    }
}
