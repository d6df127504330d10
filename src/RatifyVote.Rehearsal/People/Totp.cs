using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace RatifyVote.Rehearsal.People;

/// <summary>The six digits an authenticator app shows. Ref: RFC 6238, SHA-1, steps of 30 s.</summary>
internal static class Totp
{
    public static string CodeAt(string base32Secret, DateTimeOffset at)
    {
        byte[] step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, at.ToUnixTimeSeconds() / 30);
        byte[] mac = HMACSHA1.HashData(FromBase32(base32Secret), step);
        int offset = mac[^1] & 0x0F;
        int code = (BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(offset)) & 0x7FFFFFFF) % 1_000_000;
        return code.ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        List<byte> bytes = [];
        int bits = 0, held = 0;
        foreach (char c in text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit))
        {
            bits = (bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal);
            if ((held += 5) >= 8)
            {
                bytes.Add((byte)(bits >> (held -= 8)));
                bits &= (1 << held) - 1;
            }
        }

        return [.. bytes];
    }
}
