// The service's signatures: receipts and journal. Ref: SPEC.md, "SIG" and "SPKI"; ECDSA P-256 with SHA-256, r||s (IEEE P1363),
// the form of WebCrypto. Rejects: other curves, other lengths, keys that are not a SubjectPublicKeyInfo.
using System.Security.Cryptography;
using System.Text;

namespace RatifyVote.Protocol.Records;

/// <summary>Signing and checking texts under a P-256 key.</summary>
public static class ServiceKey
{
    /// <summary>Bytes of a signature.</summary>
    public const int SignatureBytes = 64;

    // Every uncompressed P-256 key in DER starts so; the two coordinates follow. Compared before anything is imported: what the
    // platform throws on other curves is not one kind of exception.
    private static readonly byte[] P256Start = Convert.FromHexString("3059301306072A8648CE3D020106082A8648CE3D03010703420004");
    private const int P256Bytes = 91;

    /// <summary>The public half as it stands in terms.json: base64 of the DER SubjectPublicKeyInfo.</summary>
    public static string PublicText(ECDsa key) => Base64Text.Encode(key.ExportSubjectPublicKeyInfo());

    public static byte[] Sign(ECDsa key, string text) =>
        key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Never throws: a key or a signature that is not well formed is a signature that does not verify.</summary>
    public static bool Verify(string publicText, string text, ReadOnlySpan<byte> signature)
    {
        using ECDsa? key = TryImport(publicText);
        return key is not null && signature.Length == SignatureBytes
            && key.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Whether the text is a P-256 key in the form of records.</summary>
    public static bool IsWellFormed(string publicText)
    {
        using ECDsa? key = TryImport(publicText);
        return key is not null;
    }

    /// <summary>The key, or null for anything that is not exactly a P-256 SubjectPublicKeyInfo.</summary>
    public static ECDsa? TryImport(string publicText)
    {
        if (!Base64Text.TryDecode(publicText, out byte[] der) || der.Length != P256Bytes || !der.AsSpan().StartsWith(P256Start)) return null;
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(der, out int read);
            if (read == der.Length) return key;
        }
        catch (CryptographicException)
        {
            // Not a key: answered by null below.
        }

        key.Dispose();
        return null;
    }
}
