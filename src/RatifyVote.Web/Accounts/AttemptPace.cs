using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace RatifyVote.Web.Accounts;

/// <summary>How often one name, card or address may fail in ten minutes; success costs nothing, so a hall full of members behind one address gets in.
/// In memory, under a key made at start, so nothing of it is worth stealing; the lasting limits (lockout, failures per link) are in the database.</summary>
internal sealed class AttemptPace(TimeProvider clock)
{
    private const int MostKeys = 100_000;
    private const int MostPerAddress = 300;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Failures)> seen = new();

    /// <summary>False when this one has failed too often.</summary>
    public bool Allows(string area, string who, int most) =>
        !seen.TryGetValue(Tag(area, who), out (DateTimeOffset Since, int Failures) known) || clock.GetUtcNow() - known.Since > Window || known.Failures < most;

    /// <summary>The same for the address a request comes from. Loopback is not limited: it is the operator's own machine.</summary>
    public bool AllowsAddress(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) || Allows("address", AddressOf(http), MostPerAddress);

    /// <summary>Counts a failure of the name and of the address it came from.</summary>
    public void Failed(HttpContext http, string area, string who)
    {
        Count(Tag(area, who));
        Count(Tag("address", AddressOf(http)));
    }

    private void Count(string tag)
    {
        DateTimeOffset now = clock.GetUtcNow();
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

        seen.AddOrUpdate(tag, _ => (now, 1), (_, known) => now - known.Since > Window ? (now, 1) : (known.Since, known.Failures + 1));
    }

    private string Tag(string area, string who) => Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(area + "|" + who)), 0, 16);

    private static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
