// A private message from one trustee to another: signed, then encrypted to the recipient's certificate key.
// Ref: belenios-format section 6 (send, ENC), GCM form only.
// Secret: the sender's and recipient's keys, the message.   Rejects: non-members, another recipient, a wrong signature.
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>Why a private message could not be taken.</summary>
public enum ChannelFinding
{
    NotChecked,
    Valid,
    Unreadable,
    NotInGroup,
    NotDecrypted,
    WrongRecipient,
    BadSignature,
}

/// <summary>The trustees' private channel during key generation.</summary>
internal static class TrusteeChannel
{
    private const string Algorithm = "AES-GCM";

    internal static string Send(Group group, Scalar senderKey, Element recipient, string recipientText, string message, RandomSource random)
    {
        string signedText = new CanonicalWriter()
            .Open('{').Key("recipient").Text(recipientText).Key("message").Text(message).Close('}').ToString();
        CanonicalWriter signed = new();
        SignedMessage.Write(signed, new SignedMessage(signedText, Schnorr.SignMessage(group, senderKey, signedText, random)));

        Scalar r = group.RandomScalar(random);
        Element key = group.PowerOfGenerator(group.RandomScalar(random));
        string alpha = group.Encode(group.PowerOfGenerator(r));
        string beta = group.Encode(group.Multiply(group.Power(recipient, r), key));
        byte[] data = AesGcmLongNonce.Encrypt(KeyOf(group, key), NonceOf(alpha), signed.ToUtf8());
        return new CanonicalWriter()
            .Open('{').Key("algorithm").Text(Algorithm).Key("alpha").Text(alpha).Key("beta").Text(beta)
            .Key("data").Text(Convert.ToHexStringLower(data)).Close('}').ToString();
    }

    internal static ChannelFinding TryOpen(
        Group group, Scalar ownKey, string ownKeyText, Element sender, string enc, out string message)
    {
        message = "";
        if (!TryReadEnc(enc, out Ciphertext? ciphertext, out byte[] data)) return ChannelFinding.Unreadable;
        if (!ciphertext.TryDecode(group, out CiphertextElements c)) return ChannelFinding.NotInGroup;
        Element key = group.Multiply(c.Beta, group.Invert(group.Power(c.Alpha, ownKey)));
        if (!AesGcmLongNonce.TryDecrypt(KeyOf(group, key), NonceOf(ciphertext.Alpha), data, out byte[] plain)) return ChannelFinding.NotDecrypted;
        return Open(group, ownKeyText, sender, plain, out message);
    }

    private static ChannelFinding Open(Group group, string ownKeyText, Element sender, byte[] plain, out string message)
    {
        message = "";
        if (!JsonValue.TryParse(plain, out JsonValue? value, out _)) return ChannelFinding.Unreadable;
        RecordReader reader = new();
        SignedMessage signed = SignedMessage.Read(reader, value);
        if (!reader.Ok || !SignedText.TryParse(signed.Message, out JsonValue? inner)) return ChannelFinding.Unreadable;
        RecordFields fields = reader.Fields(inner);
        string recipient = reader.Text(fields.Required("recipient"));
        string text = reader.Text(fields.Required("message"));
        fields.NoOthers();
        if (!reader.Ok) return ChannelFinding.Unreadable;
        if (recipient != ownKeyText) return ChannelFinding.WrongRecipient;
        if (Schnorr.VerifyMessage(group, sender, signed.Message, signed.Signature) is not ProofFinding.Valid) return ChannelFinding.BadSignature;
        message = text;
        return ChannelFinding.Valid;
    }

    private static bool TryReadEnc(string enc, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Ciphertext? ciphertext, out byte[] data)
    {
        ciphertext = null;
        data = [];
        if (!SignedText.TryParse(enc, out JsonValue? value)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        string algorithm = reader.Text(fields.Required("algorithm"));
        Ciphertext read = new(reader.Element(fields.Required("alpha")), reader.Element(fields.Required("beta")));
        string hex = reader.Text(fields.Required("data"));
        fields.NoOthers();
        if (!reader.Ok || algorithm != Algorithm || hex.Length % 2 != 0) return false;
        byte[] bytes = new byte[hex.Length / 2];
        if (Convert.FromHexString(hex, bytes, out _, out _) is not System.Buffers.OperationStatus.Done) return false;
        ciphertext = read;
        data = bytes;
        return true;
    }

    private static byte[] KeyOf(Group group, Element key) => SHA256.HashData(Encoding.UTF8.GetBytes("key|" + group.Encode(key)));

    private static byte[] NonceOf(string alpha) => SHA256.HashData(Encoding.UTF8.GetBytes("iv|" + alpha));
}
