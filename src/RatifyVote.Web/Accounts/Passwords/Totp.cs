using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Web.KeyDirectory;

namespace RatifyVote.Web.Accounts.Passwords;

/// <summary>Six-digit codes of an authenticator app. Ref: RFC 6238 (HMAC-SHA-1, 30 s steps), RFC 4226 section 5.3.</summary>
internal static class Totp
{
    public const int StepSeconds = 30;

    public static string CodeAt(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> moment = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, step);
        // The RFC's default hash; apps support no other reliably.
#pragma warning disable CA5350
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, moment, hash);
#pragma warning restore CA5350
        int number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is: the present one or a neighbour (clocks differ); null when none. Compares in fixed time.</summary>
    public static long? StepOf(ReadOnlySpan<byte> key, string code, DateTimeOffset now)
    {
        long present = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        byte[] given = Encoding.UTF8.GetBytes(code);
        for (long step = present - 1; step <= present + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(CodeAt(key, step))))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>RFC 4648 base 32 without padding; null for other text.</summary>
    public static byte[]? FromBase32(string text)
    {
        List<byte> bytes = [];
        int bits = 0, pending = 0;
        foreach (char c in text)
        {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            pending = (pending << 5) | value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(pending >> bits));
                pending &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}

/// <summary>Each code works once. What is remembered is HMAC(day key, account || step), in memory and for two minutes: no row, nothing that names a member.</summary>
internal sealed class UsedCodes(Keydir keydir, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> used = new();

    /// <summary>True the first time.</summary>
    public bool Use(Guid account, long step)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((string old, DateTimeOffset until) in used)
        {
            if (until < now)
            {
                used.TryRemove(old, out _);
            }
        }

        DateOnly day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(step * Totp.StepSeconds).UtcDateTime);
        string tag = Convert.ToHexString(HMACSHA256.HashData(keydir.DayKey(day), Encoding.ASCII.GetBytes($"rv-totp|{account}|{step}")));
        return used.TryAdd(tag, now.AddSeconds(4 * Totp.StepSeconds));
    }
}
