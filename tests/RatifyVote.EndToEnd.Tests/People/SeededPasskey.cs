using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace RatifyVote.EndToEnd.Tests.People;

/// <summary>A passkey that the account has already and that is put into a browser's virtual authenticator.</summary>
internal sealed class SeededPasskey(Guid account)
{
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>As the server keeps it. The public key is COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} (RFC 9053).</summary>
    public UserPasskeyInfo AtTheServer(DateTimeOffset now)
    {
        ECParameters parameters = key.ExportParameters(false);
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. parameters.Q.X!, 0x22, 0x58, 0x20, .. parameters.Q.Y!];
        return new(id, cose, now, 0, ["internal"], true, false, false, [1], [1]) { Name = "test device" };
    }

    /// <summary>As Chromium's WebAuthn.addCredential takes it.</summary>
    public Dictionary<string, object> AtTheBrowser() => new()
    {
        ["credentialId"] = Convert.ToBase64String(id),
        ["isResidentCredential"] = true,
        ["rpId"] = "localhost",
        ["privateKey"] = Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
        ["userHandle"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(account.ToString())),
        ["signCount"] = 0,
    };
}
