// All private credentials of one election from one key. Ref: secrecy design section 1 (2-3), C-02, C-14.
// Secret: everything here. The key lives for one request and is cleared.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Credentials;

/// <summary>K of one election: K = HKDF-SHA-512(E, "rv1/cred|" uuid, 64 bytes). Derives the private credential and the
/// leaf's salt of every entry of the roll. Derive, use, dispose; never store, never log.</summary>
public sealed class CredentialKey : IDisposable
{
    private const int KeyBytes = 64;
    private const int SaltBytes = 32;

    private readonly Group group;
    private readonly string uuid;
    private readonly byte[] key = GC.AllocateArray<byte>(KeyBytes, pinned: true);

    /// <param name="contestSecret">E, 32 random bytes of the contest.</param>
    public CredentialKey(Group group, string uuid, ReadOnlySpan<byte> contestSecret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(contestSecret.Length, 32, nameof(contestSecret));
        this.group = group;
        this.uuid = uuid;
        HKDF.DeriveKey(HashAlgorithmName.SHA512, contestSecret, key, salt: [], info: Encoding.UTF8.GetBytes("rv1/cred|" + uuid));
    }

    /// <summary>s_i = OS2IP(HMAC-SHA-512(K, "s|" uuid "|" i "|" ctr)) mod q, the first ctr from 0 for which it is not 0.</summary>
    public Scalar Secret(int entry)
    {
        Span<byte> number = stackalloc byte[64];
        for (int ctr = 0; ; ctr++)
        {
            HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"s|{uuid}|{entry}|{ctr}")), number);
            Scalar s = group.ReduceBigEndian(number);
            CryptographicOperations.ZeroMemory(number);
            if (!s.IsZero) return s;
        }
    }

    /// <summary>C_i = g^s_i as it stands in the public list.</summary>
    public string PublicText(int entry) => group.Encode(group.PowerOfGenerator(Secret(entry)));

    /// <summary>The public texts of entries 0..count-1, in the order of the roll.</summary>
    public string[] PublicTexts(int count)
    {
        Element[] elements = new Element[count];
        for (int i = 0; i < count; i++) elements[i] = group.PowerOfGenerator(Secret(i));
        return group.EncodeAll(elements);
    }

    /// <summary>salt_i: the first 32 bytes of HMAC-SHA-512(K, "salt|" i), which hide the credential in its leaf.</summary>
    public byte[] Salt(int entry)
    {
        Span<byte> mac = stackalloc byte[64];
        HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"salt|{entry}")), mac);
        return mac[..SaltBytes].ToArray();
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    public override string ToString() => "CredentialKey(redacted)";
}
