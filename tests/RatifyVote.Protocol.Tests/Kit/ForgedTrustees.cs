using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>A threshold ceremony played by one hand that holds every secret, with a hook at every step: whatever is changed,
/// all that follows is made, and signed, anew.</summary>
public sealed class ForgedTrustees
{
    private readonly RandomSource random;

    public ForgedTrustees(Group group, int threshold, int size, string? vote, string seed)
    {
        (Group, Threshold, Size, Vote) = (group, threshold, size, vote);
        random = new CounterStream(seed).Source;
        SigningKeys = [.. Enumerable.Range(0, size).Select(_ => group.RandomScalar(random))];
        EncryptionKeys = [.. Enumerable.Range(0, size).Select(_ => group.RandomScalar(random))];
        Polynomials = [.. Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, threshold).Select(_ => group.RandomScalar(random)).ToArray())];
    }

    public Group Group { get; }
    public int Threshold { get; }
    public int Size { get; }
    public string? Vote { get; }
    public Scalar[] SigningKeys { get; }
    public Scalar[] EncryptionKeys { get; }
    public Scalar[][] Polynomials { get; }

    public Func<int, CertMessage, CertMessage> Cert { get; set; } = (_, cert) => cert;
    public Func<int, SignedMessage, SignedMessage> SignedCert { get; set; } = (_, cert) => cert;

    /// <summary>Before the certificate commits to them.</summary>
    public Func<int, string[], string[]> Coefexps { get; set; } = (_, texts) => texts;

    /// <summary>After the certificate committed to them.</summary>
    public Func<int, string, string> CoefexpsText { get; set; } = (_, text) => text;
    public Func<int, SignedMessage, SignedMessage> SignedCoefexps { get; set; } = (_, coefexps) => coefexps;
    public Func<int, Scalar, Scalar> Share { get; set; } = (_, share) => share;
    public Func<int, TrusteePublicKey, TrusteePublicKey> Key { get; set; } = (_, key) => key;
    public Func<TrusteeItem.Pedersen, TrusteeItem.Pedersen> Item { get; set; } = item => item;

    public TestTrustees Make()
    {
        ImmutableArray<SignedMessage>.Builder certs = ImmutableArray.CreateBuilder<SignedMessage>();
        List<SignedMessage> coefexps = [];
        List<string[]> texts = [];
        for (int i = 0; i < Size; i++)
        {
            texts.Add(Coefexps(i, [.. Polynomials[i].Select(a => Group.Encode(Group.PowerOfGenerator(a)))]));
            string text = CoefexpsMessage.Write(texts[i]);
            CertMessage cert = Cert(i, new CertMessage(Group.Name, Size, Threshold, i + 1, PublicOf(SigningKeys[i]), PublicOf(EncryptionKeys[i]),
                Vote, Vote is null ? null : CoefexpsMessage.Commitment(text)));
            certs.Add(SignedCert(i, Sign(i, cert.ToString())));
            coefexps.Add(SignedCoefexps(i, Sign(i, CoefexpsText(i, text))));
        }

        Dictionary<int, Scalar> keys = [];
        List<TrusteePublicKey> publicKeys = [];
        for (int i = 0; i < Size; i++)
        {
            Scalar share = Share(i, ShareOf(i + 1));
            keys.Add(i + 1, share);
            TrusteePublicKey key = new SingleTrustee(Group, share).MakePublicKey(random);
            publicKeys.Add(Key(i, key with { Signature = SignText(i, key.PublicKey) }));
        }

        ImmutableArray<SignedMessage> all = certs.ToImmutable();
        ImmutableArray<Proof> signatures = [.. Enumerable.Range(0, Size).Select(i => SignText(i, CoefexpsMessage.CertsSignatureText(all, CoefexpsOf(coefexps[i]))))];
        TrusteeItem.Pedersen item = Item(new TrusteeItem.Pedersen(Threshold, all, [.. coefexps], signatures, [.. publicKeys]));
        return new TestTrustees(new TrusteeList([item]), keys, Threshold);
    }

    public SignedMessage Sign(int trustee, string text) => new(text, SignText(trustee, text));

    public Proof SignText(int trustee, string text) => Schnorr.SignMessage(Group, SigningKeys[trustee], text, random);

    private static IEnumerable<string> CoefexpsOf(SignedMessage signed) => CoefexpsMessage.TryParse(signed.Message, out ImmutableArray<string>? texts) ? texts.Value : [];

    private Scalar ShareOf(int index)
    {
        Scalar sum = Scalar.Zero;
        foreach (Scalar[] polynomial in Polynomials)
        {
            Scalar power = Scalar.One;
            foreach (Scalar a in polynomial)
            {
                sum = Group.Add(sum, Group.Multiply(a, power));
                power = Group.Multiply(power, Group.ScalarOf(index));
            }
        }

        return sum;
    }

    private string PublicOf(Scalar x) => Group.Encode(Group.PowerOfGenerator(x));
}
