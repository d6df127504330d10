// A private credential that a person types. Ref: belenios-format section 5. Only for interoperability: in our own votes
// credentials are scalars (CredentialKey) and nobody types them.
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Credentials;

/// <summary>Private credentials in the text forms of belenios-tool.</summary>
public static class TypedCredential
{
    /// <summary>A new credential of the 3.x form: 22 random base58 characters (128 bits), with dashes.</summary>
    public static string New(RandomSource random)
    {
        string text = ElectionUuid.RandomBase58(random, 22);
        return $"{text[..5]}-{text[5..11]}-{text[11..16]}-{text[16..]}";
    }

    /// <summary>The secret scalar of a 3.x credential: two hashes as one 512-bit number mod q.</summary>
    public static Scalar Derive(Group group, string uuid, string credential)
    {
        Span<byte> number = stackalloc byte[64];
        SHA256.HashData(Encoding.UTF8.GetBytes($"derive_credential|{uuid}|0|{credential}"), number);
        SHA256.HashData(Encoding.UTF8.GetBytes($"derive_credential|{uuid}|1|{credential}"), number[32..]);
        return group.ReduceBigEndian(number);
    }

    /// <summary>The secret scalar of a credential of belenios-tool 2.0, to read what that release made. Biased in
    /// BELENIOS-2048 and only 82 bits: never issued.</summary>
    public static Scalar DeriveForm2(Group group, string uuid, string credential)
    {
        Span<byte> number = stackalloc byte[32];
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(credential), Encoding.UTF8.GetBytes(uuid), number, 1000, HashAlgorithmName.SHA256);
        return group.ReduceBigEndian(number);
    }
}
