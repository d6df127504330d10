using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RatifyVote.Protocol.Json;

/// <summary>SHA-256 of the exact bytes of a record.</summary>
public readonly record struct RecordHash(ulong A, ulong B, ulong C, ulong D)
{
    public const int Bytes = 32;

    public static RecordHash Of(ReadOnlySpan<byte> record)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(record, hash);
        return FromBytes(hash);
    }

    /// <summary>The hash of the UTF-8 form of a text.</summary>
    public static RecordHash OfText(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    public static RecordHash FromBytes(ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, Bytes);
        return new RecordHash(
            BinaryPrimitives.ReadUInt64BigEndian(hash),
            BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(hash[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, A);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], D);
    }

    public byte[] ToArray()
    {
        byte[] bytes = new byte[Bytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public string ToHex()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>43 characters of the standard alphabet, padding dropped.</summary>
    public string ToBase64()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        CopyTo(bytes);
        return Convert.ToBase64String(bytes)[..43];
    }

    /// <summary>Exactly 64 lower-case hex digits, or false.</summary>
    public static bool TryParseHex(string text, out RecordHash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length != 64 || Convert.FromHexString(text, bytes, out _, out _) is not System.Buffers.OperationStatus.Done) return false;
        hash = FromBytes(bytes);
        return hash.ToHex() == text;
    }

    /// <summary>Exactly the 43 characters that <see cref="ToBase64"/> writes, or false: a text whose spare bits are set,
    /// or with padding or blanks, is refused.</summary>
    public static bool TryParseBase64(string text, out RecordHash hash)
    {
        hash = default;
        Span<byte> bytes = stackalloc byte[Bytes + 2];
        if (text.Length != 43 || !Convert.TryFromBase64String(text + "=", bytes, out int n) || n != Bytes) return false;
        hash = FromBytes(bytes[..Bytes]);
        return hash.ToBase64() == text;
    }

    public override string ToString() => ToHex();
}
