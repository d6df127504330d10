using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Properties;

/// <summary>Each changed field of a trustees record gives exactly the finding named for it.</summary>
public sealed class TrusteeFindingTests
{
    private const string Vote = "1voteVoteVote1";
    private const string Order2 = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec";
    private const string One = "0000000000000000000000000000000000000000000000000000000000000001";

    private static readonly RandomSource Source = new CounterStream("trustee findings").Source;
    private static readonly KeyCeremony Ceremony = new(Group.Ed25519, 3, 2, Vote);
    private static readonly string[] Seeds = [.. Enumerable.Range(0, 3).Select(_ => ThresholdTrustee.NewSeed(Source))];
    private static readonly ThresholdTrustee[] Private = [.. Seeds.Select((seed, i) => new ThresholdTrustee(Ceremony, i + 1, Vote, seed))];
    private static readonly ImmutableArray<SignedMessage> Certs = [.. Private.Select(t => t.MakeCert(Source))];
    private static readonly ImmutableArray<PolynomialMessage> Polynomials =
        [.. Private.Select(t => t.TryMakePolynomial(Certs, Source, out PolynomialMessage? m).IsNone ? m! : throw new InvalidOperationException())];
    private static readonly ImmutableArray<VerificationOutput> Outputs = [.. Private.Select((t, i) =>
        t.TryMakeKey(Certs, KeyCeremony.InputOf(i + 1, Polynomials), Source, out VerificationOutput? o).IsNone ? o! : throw new InvalidOperationException())];
    private static readonly TrusteeItem.Pedersen Good = Ceremony.Assemble(Certs, Polynomials, Outputs);

    private static Group Group => Group.Ed25519;

    [Fact]
    public void A_ceremony_of_ours_is_valid_for_its_vote_and_for_no_other()
    {
        Assert.Empty(Faults(Good));
        Assert.All(TrusteesVerifier.Verify(new TrusteeList([Good]), Group, "anotherVote123").Faults, f => Assert.Equal(TrusteeFinding.CertWrongVote, f.Finding));
        TestTrustees plain = TestTrustees.Pedersen(Group, 2, 3, vote: null, Source);
        Assert.Empty(TrusteesVerifier.Verify(plain.List, Group, vote: null).Faults);
        Assert.All(TrusteesVerifier.Verify(plain.List, Group, Vote).Faults, f => Assert.Equal(TrusteeFinding.CertWithoutBinding, f.Finding));
    }

    public static TheoryData<string, TrusteeFinding, int> Changes => new()
    {
        { "cert text", TrusteeFinding.CertUnreadable, 2 },
        { "cert key twice", TrusteeFinding.CertUnreadable, 2 },
        { "cert unknown key", TrusteeFinding.CertUnreadable, 2 },
        { "cert without context", TrusteeFinding.CertWithoutContext, 2 },
        { "cert index", TrusteeFinding.CertWrongContext, 2 },
        { "cert threshold", TrusteeFinding.CertWrongContext, 2 },
        { "cert size", TrusteeFinding.CertWrongContext, 2 },
        { "cert group", TrusteeFinding.CertWrongContext, 2 },
        { "cert without vote", TrusteeFinding.CertWithoutBinding, 2 },
        { "cert of another vote", TrusteeFinding.CertWrongVote, 2 },
        { "cert key of order 2", TrusteeFinding.CertKeyNotInGroup, 2 },
        { "cert key identity", TrusteeFinding.CertKeyIsIdentity, 2 },
        { "cert not signed again", TrusteeFinding.CertBadSignature, 2 },
        { "cert signature", TrusteeFinding.CertBadSignature, 2 },
        { "coefexps text", TrusteeFinding.CoefexpsUnreadable, 2 },
        { "coefexps too few", TrusteeFinding.CoefexpsWrongLength, 2 },
        { "coefexps of order 2", TrusteeFinding.CoefexpsNotInGroup, 2 },
        { "coefexps signature", TrusteeFinding.CoefexpsBadSignature, 2 },
        { "coefexps chosen later", TrusteeFinding.CoefexpsNotCommitted, 2 },
        { "no signatures", TrusteeFinding.SignatureMissing, 0 },
        { "one signature too few", TrusteeFinding.CountsDiffer, 0 },
        { "one key too few", TrusteeFinding.CountsDiffer, 0 },
        { "signature", TrusteeFinding.SignatureWrong, 2 },
        { "threshold 0", TrusteeFinding.ThresholdOutOfRange, 0 },
        { "threshold 4", TrusteeFinding.ThresholdOutOfRange, 0 },
        { "key of order 2", TrusteeFinding.KeyNotInGroup, 2 },
        { "key identity", TrusteeFinding.KeyIsIdentity, 2 },
        { "key pok", TrusteeFinding.KeyBadPok, 2 },
        { "key not signed", TrusteeFinding.KeySignatureMissing, 2 },
        { "key signature", TrusteeFinding.KeyBadSignature, 2 },
        { "another key, proved and signed", TrusteeFinding.KeyNotFromCoefexps, 2 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_field_gives_exactly_its_finding(string field, TrusteeFinding expected, int owner)
    {
        TrusteeItem.Pedersen changed = field switch
        {
            "cert text" => WithCert(_ => "{"),
            "cert key twice" => WithCert(m => m.Replace("{\"context\"", "{\"uuid\":\"x\",\"context\"", StringComparison.Ordinal)),
            "cert unknown key" => WithCert(m => m.Replace("{\"context\"", "{\"x\":1,\"context\"", StringComparison.Ordinal)),
            "cert without context" => WithCert(c => c with { GroupName = null }),
            "cert index" => WithCert(c => c with { Index = 1 }),
            "cert threshold" => WithCert(c => c with { Threshold = 3 }),
            "cert size" => WithCert(c => c with { Size = 4 }),
            "cert group" => WithCert(c => c with { GroupName = "BELENIOS-2048" }),
            "cert without vote" => WithCert(c => c with { Vote = null }),
            "cert of another vote" => WithCert(c => c with { Vote = "anotherVote123" }),
            "cert key of order 2" => WithCert(c => c with { Encryption = Order2 }),
            "cert key identity" => WithCert(c => c with { Encryption = One }),
            "cert not signed again" => Good with { Certs = Good.Certs.SetItem(1, Good.Certs[1] with { Message = Message(c => c with { Encryption = Group.Encode(Group.Generator) }) }) },
            "cert signature" => Good with { Certs = Good.Certs.SetItem(1, Good.Certs[1] with { Signature = Good.Certs[0].Signature }) },
            "coefexps text" => WithCoefexps("[]"),
            "coefexps too few" => WithCoefexps(CoefexpsMessage.Write([One])),
            "coefexps of order 2" => WithCoefexps(CoefexpsMessage.Write([One, Order2])),
            "coefexps signature" => Good with { Coefexps = Good.Coefexps.SetItem(1, Good.Coefexps[1] with { Signature = Good.Coefexps[0].Signature }) },
            "coefexps chosen later" => WithCoefexps(CoefexpsMessage.Write([Group.Encode(Group.Generator), Group.Encode(Group.Generator)])),
            "no signatures" => Good with { Signatures = [] },
            "one signature too few" => Good with { Signatures = Good.Signatures[1..] },
            "one key too few" => Good with { VerificationKeys = Good.VerificationKeys[1..] },
            "signature" => Good with { Signatures = Good.Signatures.SetItem(1, Good.Signatures[0]) },
            "threshold 0" => Good with { Threshold = 0 },
            "threshold 4" => Good with { Threshold = 4 },
            "key of order 2" => WithKey(k => k with { PublicKey = Order2 }),
            "key identity" => WithKey(k => k with { PublicKey = One }),
            "key pok" => WithKey(k => k with { Pok = Good.VerificationKeys[0].Pok }),
            "key not signed" => WithKey(k => k with { Signature = null }),
            "key signature" => WithKey(k => k with { Signature = Good.VerificationKeys[0].Signature }),
            "another key, proved and signed" => WithKey(_ => OtherKey()),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

        Assert.Equal([new TrusteeFault(owner, expected)], Faults(changed));
    }

    [Fact]
    public void Keys_of_a_single_trustee_are_judged_one_by_one()
    {
        TrusteePublicKey good = SingleTrustee.New(Group, Source).MakePublicKey(Source), other = SingleTrustee.New(Group, Source).MakePublicKey(Source);
        TrusteeFinding[] Verify(params TrusteePublicKey[] keys) =>
            [.. TrusteesVerifier.Verify(new TrusteeList([.. keys.Select(k => (TrusteeItem)new TrusteeItem.Single(k))]), Group, null).Faults.Select(f => f.Finding)];

        Assert.Empty(Verify(good, other));
        Assert.Equal([TrusteeFinding.NoTrustees], Verify());
        Assert.Equal([TrusteeFinding.KeyRepeated], Verify(good, good));
        Assert.Equal([TrusteeFinding.KeyBadPok], Verify(good with { Pok = other.Pok }));
        Assert.Equal([TrusteeFinding.KeyNotInGroup], Verify(good with { PublicKey = Order2 }));
        Assert.Equal([TrusteeFinding.KeyIsIdentity], Verify(good with { PublicKey = One }));
    }

    public static TheoryData<string, CeremonyFinding, int> Inputs => new()
    {
        { "secret for another", CeremonyFinding.SecretUnreadable, 1 },
        { "secret of another sender", CeremonyFinding.SecretBadSignature, 1 },
        { "secret wrong", CeremonyFinding.SecretWrong, 1 },
        { "secret missing", CeremonyFinding.InputIncomplete, 0 },
        { "coefexps changed", CeremonyFinding.CoefexpsWrong, 1 },
        { "own coefexps changed", CeremonyFinding.OwnCoefexpsChanged, 0 },
        { "signature changed", CeremonyFinding.SignatureWrong, 1 },
        { "polynomial of another", CeremonyFinding.PolynomialUnreadable, 0 },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void A_trustee_stops_at_exactly_what_is_wrong_in_its_input(string field, CeremonyFinding expected, int offender)
    {
        VerificationInput good = KeyCeremony.InputOf(2, Polynomials);
        VerificationInput changed = field switch
        {
            "secret for another" => good with { Secrets = good.Secrets.SetItem(0, Polynomials[0].Secrets[2]) },
            "secret of another sender" => good with { Secrets = good.Secrets.SetItem(0, Polynomials[2].Secrets[1]) },
            "secret wrong" => good with { Secrets = good.Secrets.SetItem(0, WrongSecret()) },
            "secret missing" => good with { Secrets = good.Secrets[1..] },
            "coefexps changed" => good with { Coefexps = good.Coefexps.SetItem(0, good.Coefexps[2]) },
            "own coefexps changed" => good with { Coefexps = good.Coefexps.SetItem(1, good.Coefexps[0]) },
            "signature changed" => good with { Signatures = good.Signatures.SetItem(0, good.Signatures[1]) },
            "polynomial of another" => good with { Polynomial = Polynomials[0].Polynomial },
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

        CeremonyFault fault = Private[1].TryMakeKey(Certs, changed, Source, out VerificationOutput? output);

        Assert.Equal((expected, offender), (fault.Finding, fault.Offender));
        Assert.Null(output);
    }

    [Fact]
    public void A_secret_meant_for_another_recipient_is_refused_even_when_it_can_be_opened()
    {
        // Trustee 1 encrypts to trustee 2 what it says is for trustee 3.
        string wrong = TrusteeChannel.Send(Group, SigningKey(0), Keys(1).Encryption, Keys(2).EncryptionText, "{\"secret\":\"1\"}", Source);
        VerificationInput good = KeyCeremony.InputOf(2, Polynomials);
        CeremonyFault fault = Private[1].TryMakeKey(Certs, good with { Secrets = good.Secrets.SetItem(0, wrong) }, Source, out _);

        Assert.Equal((CeremonyFinding.SecretWrongRecipient, 1), (fault.Finding, fault.Offender));
    }

    [Fact]
    public void A_certificate_exchanged_after_round_one_is_noticed()
    {
        ThresholdTrustee impostor = new(Ceremony, 1, Vote, ThresholdTrustee.NewSeed(Source));
        ImmutableArray<SignedMessage> exchanged = Certs.SetItem(0, impostor.MakeCert(Source));

        Assert.Equal(CeremonyFinding.OwnCertMissing, Private[0].TryMakePolynomial(exchanged, Source, out _).Finding);
        Assert.Equal(CeremonyFinding.CoefexpsWrong, Private[1].TryMakeKey(exchanged, KeyCeremony.InputOf(2, Polynomials), Source, out _).Finding);
        Assert.Equal(CeremonyFinding.KeyRepeated, new ThresholdTrustee(new KeyCeremony(Group, 3, 2, Vote), 1, Vote, Seeds[0])
            .TryMakePolynomial(Certs.SetItem(1, WithSeed(Seeds[0], 2).MakeCert(Source)), Source, out _).Finding);
    }

    [Fact]
    public void A_stored_key_is_opened_by_its_seed_only()
    {
        Assert.Equal(CeremonyFinding.Valid, Private[0].TryOpenKey(Outputs[0].PrivateKey, out Scalar key));
        Assert.Equal(Outputs[0].PublicKey.PublicKey, Group.Encode(Group.PowerOfGenerator(key)));
        Assert.Equal(CeremonyFinding.KeyUnreadable, Private[1].TryOpenKey(Outputs[0].PrivateKey, out _));
        Assert.Equal(CeremonyFinding.KeyUnreadable, Private[0].TryOpenKey("{}", out _));
        string changed = Outputs[0].PrivateKey.Replace("\"data\":\"", "\"data\":\"00", StringComparison.Ordinal);
        Assert.Equal(CeremonyFinding.KeyUnreadable, Private[0].TryOpenKey(changed, out _));
    }

    private static ImmutableArray<TrusteeFault> Faults(TrusteeItem item) => TrusteesVerifier.Verify(new TrusteeList([item]), Group, Vote).Faults;

    private static ThresholdTrustee WithSeed(string seed, int index) => new(Ceremony, index, Vote, seed);

    private static CertKeys Keys(int i)
    {
        Assert.Equal(TrusteeFinding.Valid, CertMessage.Verify(Certs[i], Ceremony.ContextOf(i + 1), out CertKeys keys));
        return keys;
    }

    private static Scalar SigningKey(int i) =>
        Group.ReduceBigEndian(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("sk|" + Seeds[i])));

    private static SignedMessage Signed(string message) => new(message, Private[1].SignMessage(message, Source));

    private static string Message(Func<CertMessage, CertMessage> change)
    {
        Assert.True(CertMessage.TryParse(Good.Certs[1].Message, out CertMessage? cert));
        return change(cert).ToString();
    }

    private static TrusteeItem.Pedersen WithCert(Func<CertMessage, CertMessage> change) => WithCert(_ => Message(change));

    private static TrusteeItem.Pedersen WithCert(Func<string, string> change) =>
        Good with { Certs = Good.Certs.SetItem(1, Signed(change(Good.Certs[1].Message))) };

    private static TrusteeItem.Pedersen WithCoefexps(string message) => Good with { Coefexps = Good.Coefexps.SetItem(1, Signed(message)) };

    private static TrusteeItem.Pedersen WithKey(Func<TrusteePublicKey, TrusteePublicKey> change) =>
        Good with { VerificationKeys = Good.VerificationKeys.SetItem(1, change(Good.VerificationKeys[1])) };

    private static TrusteePublicKey OtherKey()
    {
        TrusteePublicKey key = SingleTrustee.New(Group, Source).MakePublicKey(Source);
        return key with { Signature = Private[1].SignMessage(key.PublicKey, Source) };
    }

    private static string WrongSecret() =>
        TrusteeChannel.Send(Group, SigningKey(0), Keys(1).Encryption, Keys(1).EncryptionText, "{\"secret\":\"1\"}", Source);
}
