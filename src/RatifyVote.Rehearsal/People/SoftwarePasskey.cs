using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RatifyVote.Rehearsal.People;

// A passkey kept by the rehearsal instead of a phone: ES256, "none" attestation, user verified, discoverable.
// Ref: W3C Web Authentication Level 3, sections 6.1 (authenticator data) and 6.5 (attested credential data); RFC 9052 for the key's form.
/// <summary>An authenticator in software, for practice votes only.</summary>
internal sealed class SoftwarePasskey(string origin) : IDisposable
{
    private const byte UserPresent = 0x01, UserVerified = 0x04, BackupEligible = 0x08, BackedUp = 0x10, AttestedData = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string _userHandle = "";

    /// <summary>Answers PublicKeyCredentialCreationOptionsJSON with a RegistrationResponseJSON.</summary>
    public JsonNode Register(JsonNode options)
    {
        string rpId = options["rp"]?["id"]?.GetValue<string>() ?? new Uri(origin).Host;
        _userHandle = options["user"]!["id"]!.GetValue<string>();
        byte[] clientData = ClientData("webauthn.create", options["challenge"]!.GetValue<string>());
        byte[] data = [.. AuthenticatorData(rpId, AttestedData), .. new byte[16], 0, (byte)_id.Length, .. _id, .. CoseKey()];
        // {"fmt": "none", "attStmt": {}, "authData": data}
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), .. Bytes(data)];
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["attestationObject"] = Base64Url.EncodeToString(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers PublicKeyCredentialRequestOptionsJSON with an AuthenticationResponseJSON.</summary>
    public JsonNode Assert(JsonNode options)
    {
        byte[] clientData = ClientData("webauthn.get", options["challenge"]!.GetValue<string>());
        byte[] data = AuthenticatorData(options["rpId"]?.GetValue<string>() ?? new Uri(origin).Host, 0);
        byte[] signature = _key.SignData([.. data, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(signature),
            ["userHandle"] = _userHandle,
        });
    }

    public void Dispose() => _key.Dispose();

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = Base64Url.EncodeToString(_id),
        ["rawId"] = Base64Url.EncodeToString(_id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    };

    private byte[] ClientData(string type, string challenge) => Encoding.UTF8.GetBytes(
        $$"""{"type":"{{type}}","challenge":"{{challenge}}","origin":"{{origin}}","crossOrigin":false}""");

    private static byte[] AuthenticatorData(string rpId, byte extraFlags)
    {
        byte[] data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(rpId), data);
        data[32] = (byte)(UserPresent | UserVerified | BackupEligible | BackedUp | extraFlags);
        return data;
    }

    private byte[] CoseKey()
    {
        ECPoint q = _key.ExportParameters(false).Q;
        // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(q.X!), 0x22, .. Bytes(q.Y!)];
    }

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(byte[] bytes)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)bytes.Length);
        return bytes.Length < 24 ? [(byte)(0x40 + bytes.Length), .. bytes]
            : bytes.Length < 256 ? [0x58, (byte)bytes.Length, .. bytes]
            : [0x59, .. length, .. bytes];
    }
}
