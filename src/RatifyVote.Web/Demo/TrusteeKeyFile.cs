using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Demo;

// A trustee's key file as the booth writes it (Booth's README, "Key file"): PBKDF2-SHA-256, AES-256-GCM.
// A server never makes one elsewhere: in the demonstration the machine plays the trustees too.
internal static class TrusteeKeyFile
{
    private const int Iterations = 600_000;
    private const int TagBytes = 16;

    public static byte[] Write(string vote, int owner, string seed, string passphrase)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16), iv = RandomNumberGenerator.GetBytes(12);
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)), salt, Iterations, HashAlgorithmName.SHA256, 32);
        byte[] plain = new CanonicalWriter().Open('{').Key("seed").Text(seed).Close('}').ToUtf8();
        byte[] box = new byte[plain.Length + TagBytes];
        using AesGcm aes = new(key, TagBytes);
        aes.Encrypt(iv, plain, box.AsSpan(0, plain.Length), box.AsSpan(plain.Length), Encoding.UTF8.GetBytes($"rv-keyfile|1|{vote}|{owner}"));
        return new CanonicalWriter().Open('{').Key("v").Number(1).Key("vote").Text(vote).Key("owner").Number(owner)
            .Key("kdf").Open('{').Key("name").Text("PBKDF2-SHA-256").Key("iterations").Number(Iterations)
            .Key("salt").Text(Base64Text.Encode(salt)).Key("iv").Text(Base64Text.Encode(iv)).Close('}')
            .Key("box").Text(Base64Text.Encode(box)).Close('}').ToUtf8();
    }
}
