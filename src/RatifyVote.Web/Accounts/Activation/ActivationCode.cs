using System.Security.Cryptography;
using System.Text;
using RatifyVote.Web.KeyDirectory;

namespace RatifyVote.Web.Accounts.Activation;

/// <summary>A code of 80 random bits for a letter or for handing over: four groups of four letters without I, L, O, U, which are read as 1, 1, 0 and V.</summary>
internal sealed class ActivationCodes(Keydir keydir)
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;

    public static string New()
    {
        byte[] random = RandomNumberGenerator.GetBytes(Length);
        StringBuilder code = new();
        for (int index = 0; index < Length; index++)
        {
            code.Append(index > 0 && index % 4 == 0 ? "-" : "").Append(Letters[random[index] & 31]);
        }

        return code.ToString();
    }

    /// <summary>The code as it is compared: capitals, no separators; null when it cannot be one.</summary>
    public static string? Canonical(string? text)
    {
        string plain = new([.. (text ?? "").ToUpperInvariant().Where(c => c is not ('-' or ' '))
            .Select(c => c switch { 'I' or 'L' => '1', 'O' => '0', 'U' => 'V', _ => c })]);
        return plain.Length == Length && plain.All(Letters.Contains) ? plain : null;
    }

    public byte[] HashOf(string canonical) => HMACSHA256.HashData(keydir.RosterSecretKey(), Encoding.ASCII.GetBytes("rv-activation|" + canonical));
}
