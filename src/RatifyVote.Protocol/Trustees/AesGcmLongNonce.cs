// AES-256-GCM with a nonce of 32 bytes, which the platform's AesGcm does not take. Ref: NIST SP 800-38D, sections 6-7:
// J0 = GHASH_H(nonce padded, 0^64, bit length of the nonce). No additional data; 16-byte tag appended.
// Secret: key and plain text. GHASH branches on nothing secret.
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RatifyVote.Protocol.Trustees;

/// <summary>The cipher of the trustees' private channel.</summary>
internal static class AesGcmLongNonce
{
    internal const int TagBytes = 16;

    private const int Block = 16;

    internal static byte[] Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain)
    {
        using Aes aes = MakeAes(key);
        byte[] result = new byte[plain.Length + TagBytes];
        Start(aes, nonce, out UInt128 h, out UInt128 j0);
        Apply(aes, j0, plain, result);
        WriteTag(aes, h, j0, result.AsSpan(0, plain.Length), result.AsSpan(plain.Length));
        return result;
    }

    /// <summary>The plain text, or false when the tag does not fit.</summary>
    internal static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, out byte[] plain)
    {
        plain = [];
        if (sealedText.Length < TagBytes) return false;
        using Aes aes = MakeAes(key);
        ReadOnlySpan<byte> cipher = sealedText[..^TagBytes];
        Start(aes, nonce, out UInt128 h, out UInt128 j0);
        Span<byte> tag = stackalloc byte[TagBytes];
        WriteTag(aes, h, j0, cipher, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, sealedText[^TagBytes..])) return false;
        plain = new byte[cipher.Length];
        Apply(aes, j0, cipher, plain);
        return true;
    }

    private static Aes MakeAes(ReadOnlySpan<byte> key)
    {
        Aes aes = Aes.Create();
        aes.SetKey(key);
        return aes;
    }

    private static void Start(Aes aes, ReadOnlySpan<byte> nonce, out UInt128 h, out UInt128 j0)
    {
        h = EncryptBlock(aes, UInt128.Zero);
        j0 = Absorb(h, UInt128.Zero, nonce);
        j0 = Times(j0 ^ (UInt128)((ulong)nonce.Length * 8), h);
    }

    // Counter mode from the block after J0; the counter is the last 32 bits.
    private static void Apply(Aes aes, UInt128 j0, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> stream = stackalloc byte[Block];
        UInt128 head = j0 >> 32 << 32;
        uint counter = (uint)j0;
        for (int at = 0; at < input.Length; at += Block)
        {
            counter = unchecked(counter + 1);
            BinaryPrimitives.WriteUInt128BigEndian(stream, EncryptBlock(aes, head | counter));
            int length = Math.Min(Block, input.Length - at);
            for (int i = 0; i < length; i++) output[at + i] = (byte)(input[at + i] ^ stream[i]);
        }
    }

    private static void WriteTag(Aes aes, UInt128 h, UInt128 j0, ReadOnlySpan<byte> cipher, Span<byte> tag)
    {
        UInt128 s = Absorb(h, UInt128.Zero, cipher);
        s = Times(s ^ (UInt128)((ulong)cipher.Length * 8), h);
        BinaryPrimitives.WriteUInt128BigEndian(tag, s ^ EncryptBlock(aes, j0));
    }

    private static UInt128 EncryptBlock(Aes aes, UInt128 block)
    {
        Span<byte> bytes = stackalloc byte[Block];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, block);
        aes.EncryptEcb(bytes, bytes, PaddingMode.None);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static UInt128 Absorb(UInt128 h, UInt128 state, ReadOnlySpan<byte> data)
    {
        Span<byte> block = stackalloc byte[Block];
        for (int at = 0; at < data.Length; at += Block)
        {
            block.Clear();
            data.Slice(at, Math.Min(Block, data.Length - at)).CopyTo(block);
            state = Times(state ^ BinaryPrimitives.ReadUInt128BigEndian(block), h);
        }

        return state;
    }

    // Multiplication in GF(2^128) with GCM's reflected bits: the leftmost bit is the coefficient of 1.
    private static UInt128 Times(UInt128 x, UInt128 y)
    {
        UInt128 reduction = new(0xe100000000000000, 0);
        UInt128 product = UInt128.Zero, v = y;
        for (int bit = 127; bit >= 0; bit--)
        {
            product ^= v & (UInt128.Zero - ((x >> bit) & UInt128.One));
            v = (v >> 1) ^ (reduction & (UInt128.Zero - (v & UInt128.One)));
        }

        return product;
    }
}
