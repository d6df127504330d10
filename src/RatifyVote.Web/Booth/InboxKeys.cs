using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RatifyVote.Web.Booth;

/// <summary>What a contest key E opens in one unit's sealed inbox: k_tag and k_box (secrecy C-03; SPEC "Inbox keys"). It lives for one request
/// or one batch and is zeroed when disposed; nothing keeps it, nothing prints it.</summary>
internal sealed class InboxKeys : IDisposable
{
    /// <summary>Ballots are padded to this many bytes before they are sealed: a box says nothing about its ballot.</summary>
    public const int BoxedBallotBytes = 4096;

    private const int NonceBytes = 12;
    private const int AuthenticationBytes = 16;
    private const int LengthBytes = sizeof(int);

    private readonly byte[] unit;
    private readonly byte[] tagKey = GC.AllocateUninitializedArray<byte>(32, pinned: true);
    private readonly AesGcm box;

    /// <param name="contestKey">E, 32 bytes; the caller zeroes its own copy.</param>
    public InboxKeys(string uuid, ReadOnlySpan<byte> contestKey)
    {
        unit = Encoding.UTF8.GetBytes(uuid);
        HKDF.DeriveKey(HashAlgorithmName.SHA512, contestKey, tagKey, salt: [], info: Encoding.UTF8.GetBytes("rv1/tag|" + uuid));
        Span<byte> boxKey = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA512, contestKey, boxKey, salt: [], info: Encoding.UTF8.GetBytes("rv1/box|" + uuid));
        box = new AesGcm(boxKey, AuthenticationBytes);
        CryptographicOperations.ZeroMemory(boxKey);
    }

    /// <summary>tagB: marks one ballot, by its tracker.</summary>
    public byte[] TagOfTracker(string tracker) => Tag(tracker);

    /// <summary>tagC: marks one credential, by ser(C).</summary>
    public byte[] TagOfCredential(string credential) => Tag(credential);

    /// <summary>tagX: marks one ciphertext, by the texts of its elements.</summary>
    public byte[] TagOfCiphertext(string alpha, string beta) => Tag($"ct|{alpha},{beta}");

    /// <summary>Nonce, ciphertext, authentication tag: AES-256-GCM over the ballot's length and bytes, padded to one size and bound to the unit.</summary>
    /// <exception cref="ArgumentException">The ballot is longer than a box holds.</exception>
    public byte[] Seal(ReadOnlySpan<byte> ballot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ballot.Length, BoxedBallotBytes);
        byte[] plain = new byte[LengthBytes + BoxedBallotBytes];
        BinaryPrimitives.WriteInt32BigEndian(plain, ballot.Length);
        ballot.CopyTo(plain.AsSpan(LengthBytes));
        byte[] boxed = new byte[NonceBytes + plain.Length + AuthenticationBytes];
        RandomNumberGenerator.Fill(boxed.AsSpan(0, NonceBytes));
        box.Encrypt(boxed.AsSpan(0, NonceBytes), plain, boxed.AsSpan(NonceBytes, plain.Length), boxed.AsSpan(NonceBytes + plain.Length), unit);
        return boxed;
    }

    /// <summary>The ballot in a box of this unit.</summary>
    /// <exception cref="CryptographicException">The box was not sealed with this key for this unit: the row is damaged or foreign.</exception>
    public byte[] Open(ReadOnlySpan<byte> boxed)
    {
        if (boxed.Length != NonceBytes + LengthBytes + BoxedBallotBytes + AuthenticationBytes)
        {
            throw new CryptographicException("A sealed ballot has the wrong size.");
        }

        byte[] plain = new byte[LengthBytes + BoxedBallotBytes];
        box.Decrypt(boxed[..NonceBytes], boxed.Slice(NonceBytes, plain.Length), boxed[(NonceBytes + plain.Length)..], plain, unit);
        int length = BinaryPrimitives.ReadInt32BigEndian(plain);
        return length is >= 0 and <= BoxedBallotBytes
            ? plain[LengthBytes..(LengthBytes + length)]
            : throw new CryptographicException("A sealed ballot states an impossible length.");
    }

    public void Dispose()
    {
        box.Dispose();
        CryptographicOperations.ZeroMemory(tagKey);
    }

    public override string ToString() => "InboxKeys(redacted)";

    private byte[] Tag(string text) => HMACSHA256.HashData(tagKey, Encoding.UTF8.GetBytes(text));
}
