// Keys of passkeys as they stand in terms.json. Ref: COSE ES256 (P-256) and RS256 (RSA, PKCS #1 v1.5), the two that
// authenticators make and the base library checks. Rejects: other curves, RSA below 2,048 bits.
using System.Security.Cryptography;

namespace RatifyVote.Protocol.Records;

/// <summary>Checks signatures of passkeys.</summary>
public static class AssertionKey
{
    private const int LeastRsaBits = 2048;

    /// <summary>Whether the text is a key that <see cref="Verify"/> can use.</summary>
    public static bool IsWellFormed(string publicText)
    {
        using AsymmetricAlgorithm? key = TryImport(publicText);
        return key is not null;
    }

    /// <summary>Never throws: what is not well formed does not verify.</summary>
    public static bool Verify(string publicText, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using AsymmetricAlgorithm? key = TryImport(publicText);
        try
        {
            return key switch
            {
                ECDsa ecdsa => ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
                RSA rsa => rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static AsymmetricAlgorithm? TryImport(string publicText)
    {
        if (ServiceKey.TryImport(publicText) is { } ecdsa) return ecdsa;
        if (!Base64Text.TryDecode(publicText, out byte[] der)) return null;
        RSA rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(der, out int read);
            if (read == der.Length && rsa.KeySize >= LeastRsaBits) return rsa;
        }
        catch (CryptographicException)
        {
            // Not a key: answered by null below.
        }

        rsa.Dispose();
        return null;
    }
}
