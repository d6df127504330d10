using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace RatifyVote.Web.Accounts;

/// <summary>How often one name, link or address may try in ten minutes. In memory, under a key made at start, so nothing of it is worth stealing;
/// the lasting limits (lockout, failures per link) are in the database.</summary>
internal sealed class AttemptPace(TimeProvider clock)
{
    private const int MostKeys = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Tries)> seen = new();

    /// <summary>Counts a try; false when it is one too many.</summary>
    public bool Allows(string area, string who, int most)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string tag = Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(area + "|" + who)), 0, 16);
        if (seen.Count > MostKeys)
        {
            foreach ((string old, (DateTimeOffset since, int _)) in seen)
            {
                if (now - since > Window)
                {
                    seen.TryRemove(old, out _);
                }
            }
        }

        return seen.AddOrUpdate(tag, _ => (now, 1), (_, known) => now - known.Since > Window ? (now, 1) : (known.Since, known.Tries + 1)).Tries <= most;
    }

    /// <summary>The same for the address the request comes from. Loopback is not limited: it is the operator's own machine; each name, link and code has its own limit there too.</summary>
    public bool AllowsAddress(HttpContext http, int most) =>
        http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) || Allows("address", http.Connection.RemoteIpAddress?.ToString() ?? "", most);
}
