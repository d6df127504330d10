using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RatifyVote.Web.Tests.Sites;

/// <summary>A passkey in software: ES256, user verified, no attestation. Ref: WebAuthn level 3, 6.1 (authenticator data), 6.5 (attestation object).</summary>
public sealed class SoftwareKey : IDisposable
{
    private const byte UserPresent = 1, UserVerified = 4, AttestedData = 64;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private byte[] userHandle = [];

    public string Origin { get; set; } = "https://localhost";

    /// <summary>Signature counter; each use adds one.</summary>
    public uint Counter { get; set; } = 1;

    public bool Verifies { get; set; } = true;

    public JsonNode Create(JsonNode options)
    {
        userHandle = Base64Url.DecodeFromChars(options["user"]!["id"]!.GetValue<string>());
        byte[] client = ClientData("webauthn.create", options);
        ECParameters point = key.ExportParameters(false);
        // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(point.Q.X!), 0x22, .. Bytes(point.Q.Y!)];
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)id.Length);
        byte[] data = [.. AuthenticatorData(options["rp"]!["id"]!.GetValue<string>(), AttestedData), .. new byte[16], .. length, .. id, .. cose];
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), .. Bytes(data)];
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client), ["attestationObject"] = Base64Url.EncodeToString(attestation), ["transports"] = new JsonArray("internal"),
        });
    }

    public JsonNode Get(JsonNode options)
    {
        byte[] client = ClientData("webauthn.get", options);
        byte[] data = AuthenticatorData(options["rpId"]!.GetValue<string>(), 0);
        byte[] signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client), ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(signature), ["userHandle"] = Base64Url.EncodeToString(userHandle),
        });
    }

    public void Dispose() => key.Dispose();

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = Base64Url.EncodeToString(id), ["rawId"] = Base64Url.EncodeToString(id), ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(), ["authenticatorAttachment"] = "platform", ["response"] = response,
    };

    private byte[] ClientData(string type, JsonNode options) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = type, ["challenge"] = options["challenge"]!.GetValue<string>(), ["origin"] = Origin, ["crossOrigin"] = false,
    }.ToJsonString());

    // CBOR (RFC 8949) of short texts and of byte strings below 64 KiB.
    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(byte[] bytes) => bytes.Length < 256
        ? [0x58, (byte)bytes.Length, .. bytes] : [0x59, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    private byte[] AuthenticatorData(string rpId, byte more)
    {
        byte[] counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, Counter++);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(rpId)), (byte)(UserPresent | (Verifies ? UserVerified : 0) | more), .. counter];
    }
}
