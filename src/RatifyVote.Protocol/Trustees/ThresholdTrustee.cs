// The private side of a threshold trustee. Ref: belenios-format section 6.
// Secret: everything here except what the methods return as messages. Everything comes from one seed, so that a trustee
// keeps one thing between the rounds: sk = SHA-256("sk|" seed), dk = SHA-256("dk|" seed),
// a_k = OS2IP(SHA-512("rv-coef|" vote "|" k "|" seed)), all mod q.
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>A trustee in a key ceremony and afterwards. Each check of the others' messages is a <see cref="CeremonyFault"/>.</summary>
public sealed class ThresholdTrustee
{
    private readonly KeyCeremony ceremony;
    private readonly Group group;
    private readonly int index;
    private readonly string vote;
    private readonly string seed;
    private readonly Scalar signingKey;
    private readonly Scalar openingKey;
    private readonly string encryptionText;

    /// <param name="index">Place among the trustees, from 1.</param>
    /// <param name="vote">The vote's uuid: the coefficients are its own for each vote.</param>
    /// <param name="seed">22 base58 characters, see <see cref="NewSeed"/>.</param>
    public ThresholdTrustee(KeyCeremony ceremony, int index, string vote, string seed)
    {
        this.ceremony = ceremony;
        this.index = index;
        this.vote = vote;
        this.seed = seed;
        group = ceremony.Group;
        signingKey = group.ReduceBigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("sk|" + seed)));
        openingKey = group.ReduceBigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("dk|" + seed)));
        encryptionText = group.Encode(group.PowerOfGenerator(openingKey));
    }

    /// <summary>A new seed: 22 base58 characters, 128 bits.</summary>
    public static string NewSeed(RandomSource random) => ElectionUuid.RandomBase58(random, 22);

    /// <summary>Round 1.</summary>
    public SignedMessage MakeCert(RandomSource random)
    {
        CertContext context = ceremony.ContextOf(index);
        CertMessage cert = new(
            group.Name, context.Size, context.Threshold, context.Index,
            group.Encode(group.PowerOfGenerator(signingKey)), encryptionText,
            context.Vote, context.Vote is null ? null : CoefexpsMessage.Commitment(CoefexpsMessage.Write(Coefexps())));
        return Sign(cert.ToString(), random);
    }

    /// <summary>Round 2: judges everybody's certificate, then makes the secrets.</summary>
    public CeremonyFault TryMakePolynomial(ImmutableArray<SignedMessage> certs, RandomSource random, out PolynomialMessage? message)
    {
        message = null;
        CeremonyFault fault = VerifyCerts(certs, out CertKeys[] keys);
        if (!fault.IsNone) return fault;

        Scalar[] coefficients = Coefficients();
        string[] coefexps = Coefexps();
        CanonicalWriter own = new();
        own.Open('{').Key("polynomial").List(coefficients, (w, a) => w.Text(group.FormatScalar(a))).Close('}');
        message = new PolynomialMessage(
            Send(keys[index - 1], own.ToString(), random),
            [.. keys.Select((key, j) => Send(key, SecretText(Evaluate(coefficients, j + 1)), random))],
            Sign(CoefexpsMessage.Write(coefexps), random),
            Schnorr.SignMessage(group, signingKey, CoefexpsMessage.CertsSignatureText(certs, coefexps), random));
        return fault;
    }

    /// <summary>Round 3: judges what the others sent, adds up the shares, and answers with the public key and the encrypted
    /// private one. <paramref name="certs"/> are those that were seen in round 2, not any the server sends now.</summary>
    public CeremonyFault TryMakeKey(
        ImmutableArray<SignedMessage> certs, VerificationInput input, RandomSource random, out VerificationOutput? output)
    {
        output = null;
        CeremonyFault fault = VerifyCerts(certs, out CertKeys[] keys);
        if (!fault.IsNone) return fault;
        int n = ceremony.Size;
        if (input.Secrets.Length != n || input.Coefexps.Length != n || input.Signatures.Length != n)
        {
            return new CeremonyFault(CeremonyFinding.InputIncomplete, 0);
        }

        fault = VerifyOwnPolynomial(keys[index - 1], input);
        if (!fault.IsNone) return fault;
        Scalar share = Scalar.Zero;
        Element[] joint = [.. Enumerable.Repeat(group.Identity, ceremony.Threshold)];
        for (int i = 0; i < n; i++)
        {
            fault = VerifySecret(certs, keys, input, i, joint, out Scalar secret);
            if (!fault.IsNone) return fault;
            share = group.Add(share, secret);
        }

        TrusteePublicKey publicKey = MakePublicKey(share, random);
        TrusteeFinding finding = TrusteeKeyCheck.VerifyThreshold(group, publicKey, keys[index - 1], joint, index, out _);
        if (finding is not TrusteeFinding.Valid) return new CeremonyFault(CeremonyFinding.PublicKeyWrong, index, finding);
        string text = new CanonicalWriter().Open('{').Key("decryption_key").Text(group.FormatScalar(share)).Close('}').ToString();
        output = new VerificationOutput(Send(keys[index - 1], text, random), publicKey);
        return fault;
    }

    /// <summary>Opens the stored key (the private_key text of round 3): S_j.</summary>
    public CeremonyFinding TryOpenKey(string privateKey, out Scalar decryptionKey)
    {
        decryptionKey = default;
        Element own = group.PowerOfGenerator(signingKey);
        if (TrusteeChannel.TryOpen(group, openingKey, encryptionText, own, privateKey, out string message) is not ChannelFinding.Valid
            || !TryReadScalar(message, "decryption_key", out decryptionKey))
        {
            return CeremonyFinding.KeyUnreadable;
        }

        return CeremonyFinding.Valid;
    }

    /// <summary>Signs a message of ours (attestation, key check) with the certificate's key.</summary>
    public Proof SignMessage(string message, RandomSource random) => Schnorr.SignMessage(group, signingKey, message, random);

    public override string ToString() => "ThresholdTrustee(redacted)";

    private CeremonyFault VerifyCerts(ImmutableArray<SignedMessage> certs, out CertKeys[] keys)
    {
        CeremonyFault fault = ceremony.VerifyCerts(certs, out keys);
        if (!fault.IsNone) return fault;
        return keys[index - 1].EncryptionText == encryptionText ? fault : new CeremonyFault(CeremonyFinding.OwnCertMissing, 0);
    }

    // The server could give back another trustee's coefficients under our name; the polynomial we kept says what ours are.
    private CeremonyFault VerifyOwnPolynomial(CertKeys own, VerificationInput input)
    {
        ChannelFinding opened = TrusteeChannel.TryOpen(group, openingKey, encryptionText, own.Verification, input.Polynomial, out string message);
        if (opened is not ChannelFinding.Valid || !TryReadPolynomial(message, out Scalar[] coefficients))
        {
            return new CeremonyFault(CeremonyFinding.PolynomialUnreadable, 0);
        }

        string[] coefexps = group.EncodeAll([.. coefficients.Select(group.PowerOfGenerator)]);
        return input.Coefexps[index - 1].Message == CoefexpsMessage.Write(coefexps)
            ? CeremonyFault.None
            : new CeremonyFault(CeremonyFinding.OwnCoefexpsChanged, 0);
    }

    private CeremonyFault VerifySecret(
        ImmutableArray<SignedMessage> certs, CertKeys[] keys, VerificationInput input, int i, Element[] joint, out Scalar secret)
    {
        secret = default;
        TrusteeFinding finding = CoefexpsMessage.Verify(group, input.Coefexps[i], keys[i], ceremony.Threshold, out Element[] coefexps);
        if (finding is not TrusteeFinding.Valid) return new CeremonyFault(CeremonyFinding.CoefexpsWrong, i + 1, finding);
        finding = CoefexpsMessage.VerifyCertsSignature(group, certs, input.Coefexps[i], keys[i], input.Signatures[i]);
        if (finding is not TrusteeFinding.Valid) return new CeremonyFault(CeremonyFinding.SignatureWrong, i + 1, finding);

        CeremonyFinding opened = TrusteeChannel.TryOpen(
            group, openingKey, encryptionText, keys[i].Verification, input.Secrets[i], out string message) switch
        {
            ChannelFinding.Valid => CeremonyFinding.Valid,
            ChannelFinding.WrongRecipient => CeremonyFinding.SecretWrongRecipient,
            ChannelFinding.BadSignature => CeremonyFinding.SecretBadSignature,
            ChannelFinding.NotChecked or ChannelFinding.Unreadable or ChannelFinding.NotInGroup or ChannelFinding.NotDecrypted
                => CeremonyFinding.SecretUnreadable,
        };
        if (opened is not CeremonyFinding.Valid) return new CeremonyFault(opened, i + 1);
        if (!TryReadScalar(message, "secret", out secret)) return new CeremonyFault(CeremonyFinding.SecretUnreadable, i + 1);
        if (!group.AreEqual(group.PowerOfGenerator(secret), TrusteeKeyCheck.EvaluateInExponent(group, coefexps, index)))
        {
            return new CeremonyFault(CeremonyFinding.SecretWrong, i + 1);
        }

        for (int k = 0; k < joint.Length; k++) joint[k] = group.Multiply(joint[k], coefexps[k]);
        return CeremonyFault.None;
    }

    private TrusteePublicKey MakePublicKey(Scalar share, RandomSource random)
    {
        string key = group.Encode(group.PowerOfGenerator(share));
        return new TrusteePublicKey(
            Schnorr.Prove(group, share, TrusteeKeyCheck.PokPrefix(group, key), random),
            key,
            Schnorr.SignMessage(group, signingKey, key, random),
            null);
    }

    private Scalar[] Coefficients()
    {
        Scalar[] coefficients = new Scalar[ceremony.Threshold];
        for (int k = 0; k < coefficients.Length; k++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"rv-coef|{vote}|{k}|{seed}");
            coefficients[k] = group.ReduceBigEndian(SHA512.HashData(Encoding.UTF8.GetBytes(text)));
        }

        return coefficients;
    }

    private string[] Coefexps() => group.EncodeAll([.. Coefficients().Select(group.PowerOfGenerator)]);

    private Scalar Evaluate(Scalar[] coefficients, int at)
    {
        Scalar x = group.ScalarOf(at), value = Scalar.Zero;
        for (int k = coefficients.Length - 1; k >= 0; k--) value = group.Add(group.Multiply(value, x), coefficients[k]);
        return value;
    }

    private SignedMessage Sign(string message, RandomSource random) =>
        new(message, Schnorr.SignMessage(group, signingKey, message, random));

    private string Send(CertKeys recipient, string message, RandomSource random) =>
        TrusteeChannel.Send(group, signingKey, recipient.Encryption, recipient.EncryptionText, message, random);

    private string SecretText(Scalar secret) =>
        new CanonicalWriter().Open('{').Key("secret").Text(group.FormatScalar(secret)).Close('}').ToString();

    private bool TryReadPolynomial(string message, out Scalar[] coefficients)
    {
        coefficients = [];
        if (!SignedText.TryParse(message, out JsonValue? value)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        ImmutableArray<string> texts = reader.List(fields.Required("polynomial"), reader.Big);
        fields.NoOthers();
        if (!reader.Ok || texts.Length != ceremony.Threshold) return false;
        Scalar[] read = new Scalar[texts.Length];
        for (int k = 0; k < read.Length; k++)
        {
            if (!group.TryParseScalar(texts[k], out read[k])) return false;
        }

        coefficients = read;
        return true;
    }

    // Keys written by belenios-tool may be a sum that was not reduced.
    private bool TryReadScalar(string message, string key, out Scalar scalar)
    {
        scalar = default;
        if (!SignedText.TryParse(message, out JsonValue? value)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        string text = reader.Big(fields.Required(key));
        fields.NoOthers();
        if (!reader.Ok || text.Length > 150) return false;
        scalar = group.ReduceBigEndian(BigInteger.Parse(text, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true));
        return true;
    }
}
