using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>How many casts and look-ups one address may send in a minute. Addresses are kept only as HMAC(random of this process, address), in memory,
/// for the running minute (secrecy C-18). Loopback is not limited: it is the operator's own machine.</summary>
/// <param name="perMinute">0: no limit. That is the default, because behind a proxy all requests come from the proxy's address, and a limit would shut out the whole union at the deadline.</param>
internal sealed class AddressPace(TimeProvider clock, int perMinute)
{
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private ConcurrentDictionary<UInt128, int> counts = new();
    private long minute;

    public bool Allows(IPAddress? address)
    {
        if (perMinute == 0 || address is null || IPAddress.IsLoopback(address))
        {
            return true;
        }

        long now = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref minute, now) != now)
        {
            counts = new ConcurrentDictionary<UInt128, int>();
        }

        Span<byte> tag = stackalloc byte[32];
        HMACSHA256.HashData(key, address.MapToIPv6().GetAddressBytes(), tag);
        return counts.AddOrUpdate(new UInt128(BitConverter.ToUInt64(tag), BitConverter.ToUInt64(tag[8..])), 1, static (_, count) => count + 1) <= perMinute;
    }
}
