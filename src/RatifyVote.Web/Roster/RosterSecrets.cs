using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Web.KeyDirectory;

namespace RatifyVote.Web.Roster;

/// <summary>The roster secret (card number and date of birth) as it is stored: PBKDF2-HMAC-SHA-256 under a key that lies in the keydir and not in
/// the database. Dates of birth are few, so without that key a copy of the database must not be searchable by them.</summary>
public sealed class RosterSecrets
{
    // Slow enough to make guessing costly should the key leak too, fast enough to import 50,000 lines.
    private const int Iterations = 2_000;
    private readonly byte[] key;

    public RosterSecrets(Keydir keydir) => key = keydir.RosterSecretKey();

    /// <param name="cardNumber">Canonical: capitals, no blanks.</param>
    public byte[] HashOf(string cardNumber, DateOnly born)
    {
        byte[] salt = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("rv-roster-salt|" + cardNumber));
        byte[] secret = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"rv-roster|{cardNumber}|{born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"));
        return Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, 32);
    }

    /// <summary>Compares in fixed time; a missing stored hash costs the same and never matches.</summary>
    public bool Matches(byte[]? stored, string cardNumber, DateOnly born) =>
        CryptographicOperations.FixedTimeEquals(HashOf(cardNumber, born), stored ?? new byte[32]) & stored is not null;
}
