using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Protocol.Trustees;
using static RatifyVote.Protocol.Tests.Tamper.Tampering;

namespace RatifyVote.Protocol.Tests.Tamper;

/// <summary>Checks E, T and C: election, trustees and credentials.</summary>
internal static class SetupTamperings
{
    /// <summary>A point of order two: on the curve, not in the group.</summary>
    internal static readonly string NotMember = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec";

    private static readonly Group Group = Group.Ed25519;
    private static readonly string Identity = Group.Encode(Group.Identity);

    public static IEnumerable<Tampering> All => [.. Elections, .. Ceremonies, .. Credentials];

    private static IEnumerable<Tampering> Elections =>
    [
        Of("the setup names another election", "E01", f => f.Steps = s => s[0] = Setup(s[0], d => d with { Election = RecordHash.OfText("x") })),
        Of("the setup names other credentials", "E01", f => f.Steps = s => s[0] = Setup(s[0], d => d with { Credentials = RecordHash.OfText("x") })),
        Of("the setup has a key of its own", "E01", f => f.Steps = s => s[0] = Replaced(s[0], 3, t => t.Replace("}", ",\"note\":1}"))),
        Of("the election has a key of its own", "E02", f => f.ElectionText = t => t.Replace("{\"version\":1,", "{\"version\":1,\"note\":1,")),
        Of("the election names a key twice", "E02", f => f.ElectionText = t => t.Replace("{\"version\":1,", "{\"version\":1,\"version\":1,")),
        Of("a bound of the election is a text", "E02", f => f.ElectionText = t => t.Replace("\"min\":1", "\"min\":\"1\"")),
        Of("a bound of the election has a fraction", "E02", f => f.ElectionText = t => t.Replace("\"min\":1", "\"min\":1.0")),
        Of("the election is of an unknown group", "E02", f => f.ElectionText = t => t.Replace("Ed25519", "Curve9000")),
        Of("the election has version 2", "E02", f => f.ElectionText = t => t.Replace("\"version\":1", "\"version\":2")),
        Of("our own key has a key of its own", "E02", f => f.ElectionText = t => t.Replace("\"spares\":5", "\"spares\":5,\"note\":1")),
        Of("the uuid is short", "E03", f => f.Uuid = "short"),
        Of("the uuid is not base58", "E03", f => f.Uuid = "0OIl0OIl0OIl0OIl"),
        Of("a question cannot be answered", "E04", f => f.ElectionText = t => t.Replace("\"min\":1,\"max\":1", "\"min\":2,\"max\":1")),
        Of("more answers may be chosen than there are", "E04", f => f.ElectionText = t => t.Replace("\"max\":1", "\"max\":3")),
        Of("there is no question", "E04", f => f.ElectionRecord = e => e with { Questions = [] }),
        Of("the election key is the identity", "E05", f => f.ElectionRecord = e => e with { PublicKey = Identity }),
        Of("the election key is outside the group", "E05", f => f.ElectionRecord = e => e with { PublicKey = NotMember }),
        Of("the election key is one that nobody of the trustees made", "E06", f => f.ElectionRecord = e => e with { PublicKey = Group.Encode(Group.PowerOfGenerator(Group.ScalarOf(7))) }),
    ];

    private static IEnumerable<Tampering> Ceremonies =>
    [
        Of("the trustees record has a key of its own", "T01", f => f.TrusteesRecord = t => Utf8(Text(t).Replace("{\"threshold\":2", "{\"note\":1,\"threshold\":2"))),
        Of("the trustees record is of an unknown kind", "T01", f => f.TrusteesRecord = t => Utf8(Text(t).Replace("\"Pedersen\"", "\"Shamir\""))),
        OfCeremony("a trustee has no verification key", "T02", c => c.Item = i => i with { VerificationKeys = i.VerificationKeys.RemoveAt(2) }),
        OfCeremony("a signature of the certificates is missing", "T02", c => c.Item = i => i with { Signatures = i.Signatures.RemoveAt(0) }),
        OfCeremony("the threshold is larger than the number of trustees", "T02", c => c.Item = i => i with { Threshold = 4 }),
        OfCeremony("a certificate is for another place", "T03", c => c.Cert = (i, m) => i == 1 ? m with { Index = 1 } : m),
        OfCeremony("a certificate is for another threshold", "T03", c => c.Cert = (i, m) => i == 1 ? m with { Threshold = 1 } : m),
        OfCeremony("a certificate is for another group", "T03", c => c.Cert = (i, m) => i == 1 ? m with { GroupName = "BELENIOS-2048" } : m),
        OfCeremony("a certificate names no ceremony, as those of belenios-tool 2.0", "T03", c => c.Cert = (i, m) => i == 1 ? m with { GroupName = null } : m),
        OfCeremony("a certificate was made for another vote", "T04", c => c.Cert = (i, m) => i == 1 ? m with { Vote = "2voteVoteVote2" } : m),
        OfCeremony("a certificate commits to no coefficients", "T04", c => c.Cert = (i, m) => i == 1 ? m with { Coefexps = null } : m),
        OfCeremony("a signing key is the identity", "T05", c => c.SigningKeys[1] = Scalar.Zero),
        OfCeremony("an encryption key is the identity", "T05", c => c.EncryptionKeys[1] = Scalar.Zero),
        OfCeremony("an encryption key is outside the group", "T05", c => c.Cert = (i, m) => i == 1 ? m with { Encryption = NotMember } : m),
        OfCeremony("a certificate is signed by another", "T06", c => c.SignedCert = (i, m) => i == 1 ? m with { Signature = c.SignText(0, m.Message) } : m),
        OfCeremony("coefficients are signed by another", "T07", c => c.SignedCoefexps = (i, m) => i == 1 ? m with { Signature = c.SignText(0, m.Message) } : m),
        OfCeremony("a polynomial is of a higher degree", "T07", c => c.Coefexps = (i, texts) => i == 1 ? [.. texts, texts[0]] : texts),
        OfCeremony("a coefficient is outside the group", "T07", c => c.Coefexps = (i, texts) => i == 1 ? [texts[0], NotMember] : texts),
        OfCeremony("coefficients are chosen after the others were seen", "T08", c => c.CoefexpsText = (i, text) => i == 1 ? CoefexpsMessage.Write([Power(5), Power(6)]) : text),
        OfCeremony("one trustee sits in two places", "T09", c => (c.SigningKeys[1], c.EncryptionKeys[1]) = (c.SigningKeys[0], c.EncryptionKeys[0])),
        OfCeremony("a trustee saw other certificates", "T10", c => c.Item = i => i with { Signatures = i.Signatures.SetItem(1, c.SignText(1, "certs_sig|{}")) }),
        OfCeremony("no trustee signed what it saw, as in records of belenios-tool 2.0", "T10", c => c.Item = i => i with { Signatures = [] }),
        OfCeremony("a trustee's key is the identity", "T11", c => c.Share = (i, share) => i == 2 ? Scalar.Zero : share),
        OfCeremony("a trustee's key is outside the group", "T11", c => c.Key = (i, key) => i == 2 ? key with { PublicKey = NotMember, Signature = c.SignText(i, NotMember) } : key),
        OfCeremony("a proof of knowledge is another trustee's", "T12", c => c.Item = i => i with { VerificationKeys = i.VerificationKeys.SetItem(2, i.VerificationKeys[2] with { Pok = i.VerificationKeys[0].Pok }) }),
        OfCeremony("a trustee did not sign its key", "T13", c => c.Key = (i, key) => i == 2 ? key with { Signature = null } : key),
        OfCeremony("a trustee's key is signed by another", "T13", c => c.Key = (i, key) => i == 2 ? key with { Signature = c.SignText(0, key.PublicKey) } : key),
        OfCeremony("a trustee's key does not follow from the coefficients", "T14", c => c.Share = (i, share) => i == 2 ? Group.Add(share, Scalar.One) : share),
        new("a trustee is counted twice, with its copied proof", "T09", () =>
        {
            TestTrustees one = TestTrustees.Singles(Group, 1, new CounterStream("one").Source);
            Dictionary<int, Scalar> keys = new() { [1] = one.Keys[1], [2] = one.Keys[1] };
            return new ForgedBoard(new TestTrustees(new TrusteeList([one.List.Items[0], one.List.Items[0]]), keys, 2), ours: false);
        }),
        new("a trustee who must decrypt holds the identity", "T11", () =>
        {
            TrusteePublicKey key = new SingleTrustee(Group, Scalar.Zero).MakePublicKey(new CounterStream("zero").Source);
            TestTrustees one = TestTrustees.Singles(Group, 1, new CounterStream("one").Source);
            TrusteeList list = new([one.List.Items[0], new TrusteeItem.Single(key)]);
            return new ForgedBoard(new TestTrustees(list, new Dictionary<int, Scalar> { [1] = one.Keys[1], [2] = Scalar.Zero }, 2), ours: false);
        }),
        new("there are no trustees", "T02", () =>
        {
            ForgedBoard board = SoundPlain();
            board.TrusteesRecord = _ => Utf8("[]");
            return board;
        }),
    ];

    private static IEnumerable<Tampering> Credentials =>
    [
        OfPlain("some credentials carry a weight and others none", "C01", f => f.CredentialsRecord = t => Utf8($"[\"{t[0]},2\",{List(t.Skip(1))}]")),
        OfPlain("a weight has a leading zero", "C01", f => f.CredentialsRecord = t => Utf8($"[{List(t.Select(c => c + ",01"))}]")),
        OfPlain("a credential is in upper case", "C01", f => f.CredentialsRecord = t => Utf8($"[\"{t[0].ToUpperInvariant()}\",{List(t.Skip(1))}]")),
        Of("a credential is listed twice", "C02", f => f.CredentialsRecord = t => PublicCredentials.Of([.. t, t[0]]).Write()),
        Of("a credential is outside the group", "C03", f => f.CredentialsRecord = t => PublicCredentials.Of([.. t, NotMember]).Write()),
        Of("the identity is a credential", "C04", f =>
        {
            f.Secrets[8] = Scalar.Zero;
            f.Casts.Add((8, ForgedBoard.Slot(3, 1)));
        }),
        Of("the credentials stand in the order of the roll", "C05", f => f.CredentialsRecord = t => Utf8($"[{List(t.Order(StringComparer.Ordinal).Reverse())}]")),
        OfPlain("the weights overflow", "C06", f =>
        {
            f.Casts.Clear();
            f.CredentialsRecord = t => Utf8($"[{List(t.Select(c => c + ",4611686018427387904"))}]");
        }),
        Of("a credential was added after the seal", "C07", f => f.Binding = b => b with { Credentials = RecordHash.OfText("sealed") }),
        Of("the list is longer than the roll", "C07", f => f.Binding = b => b with { Members = b.Members - 1 }),
    ];

    private static ForgedStep Setup(ForgedStep step, Func<SetupData, SetupData> change)
    {
        Assert.True(SetupData.TryParse(step.Records[3], out SetupData? data, out _));
        return new ForgedStep(step.Type, [.. step.Records[..3], change(data).Write()]);
    }

    private static ForgedStep Replaced(ForgedStep step, int record, Func<string, string> change)
    {
        List<byte[]> records = [.. step.Records];
        records[record] = Utf8(change(System.Text.Encoding.UTF8.GetString(records[record])));
        return new ForgedStep(step.Type, records);
    }

    private static string Power(int exponent) => Group.Encode(Group.PowerOfGenerator(Group.ScalarOf(exponent)));

    private static string Text(TrusteeList list) => System.Text.Encoding.UTF8.GetString(list.Write());

    private static string List(IEnumerable<string> texts) => string.Join(',', texts.Select(t => $"\"{t}\""));

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
