using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Vectors;

/// <summary>Source: the key ceremonies of belenios-tool 3.3.0 in fixtures/belenios/v330-*/keys, seeds included: whoever
/// opens its messages has the channel's GCM with 32-byte nonce right.</summary>
public sealed class CeremonyFixtureTests
{
    public static TheoryData<string, int> Trustees => new()
    {
        { "v330-ed25519-threshold-2of3", 1 }, { "v330-ed25519-threshold-2of3", 2 }, { "v330-ed25519-threshold-2of3", 3 },
        { "v330-b2048-threshold-2of3", 1 }, { "v330-b2048-threshold-2of3", 2 }, { "v330-b2048-threshold-2of3", 3 },
    };

    [Theory]
    [MemberData(nameof(Trustees))]
    public void The_tools_messages_are_opened_and_lead_to_its_public_key(string name, int index)
    {
        Fixture f = Fixture.Open(name);
        KeyCeremony ceremony = new(f.Group, 3, 2, vote: null);
        ThresholdTrustee trustee = new(ceremony, index, "plain", f.Text($"keys/ped{index}.key").Trim());
        ImmutableArray<SignedMessage> certs = ((TrusteeItem.Pedersen)f.Trustees.Items[0]).Certs;
        Assert.True(VerificationInput.TryParse(Encoding.UTF8.GetBytes(f.Text($"keys/ped{index}.vinput").Trim()), out VerificationInput? input, out _));

        CeremonyFault fault = trustee.TryMakeKey(certs, input, SystemRandom.Source, out VerificationOutput? output);

        Assert.Equal(CeremonyFinding.Valid, fault.Finding);
        Assert.True(VerificationOutput.TryParse(Encoding.UTF8.GetBytes(f.Text($"keys/ped{index}.voutput").Trim()), out VerificationOutput? theirs, out _));
        Assert.Equal(theirs.PublicKey.PublicKey, output!.PublicKey.PublicKey);
        Assert.Equal(CeremonyFinding.Valid, trustee.TryOpenKey(theirs.PrivateKey, out Scalar key));
        Assert.Equal(theirs.PublicKey.PublicKey, f.Group.Encode(f.Group.PowerOfGenerator(key)));
        Assert.Equal(CeremonyFinding.Valid, trustee.TryOpenKey(f.Text($"keys/ped{index}.dkey").Trim(), out Scalar stored));
        Assert.Equal(key, stored);
        Assert.Equal(TrusteeFinding.Valid, ceremony.VerifyOutput(index, certs, input.Coefexps, theirs));
    }

    [Theory]
    [MemberData(nameof(Trustees))]
    public void The_tools_round_two_messages_are_valid_and_written_again_alike(string name, int index)
    {
        Fixture f = Fixture.Open(name);
        KeyCeremony ceremony = new(f.Group, 3, 2, vote: null);
        string line = f.Text("keys/polynomials.jsons").Split('\n')[index - 1];
        ImmutableArray<SignedMessage> certs = ((TrusteeItem.Pedersen)f.Trustees.Items[0]).Certs;

        Assert.True(PolynomialMessage.TryParse(Encoding.UTF8.GetBytes(line), out PolynomialMessage? message, out RecordFault fault), fault.Words());
        Assert.Equal(TrusteeFinding.Valid, ceremony.VerifyPolynomial(index, certs, message));
        Assert.Equal(line, Encoding.UTF8.GetString(message.Write()));
        Assert.Equal(f.Text($"keys/ped{index}.vinput").Trim(), Encoding.UTF8.GetString(InputOf(f, index).Write()));
    }

    [Fact]
    public void A_single_key_of_the_tool_gives_its_public_key()
    {
        Fixture f = Fixture.Open("v330-ed25519-blank-nofn");
        foreach (int i in (int[])[1, 2])
        {
            Assert.True(f.Group.TryParseScalar(JsonSerializer.Deserialize<string>(f.Text($"keys/trustee{i}.privkey"))!, out Scalar x));
            TrusteePublicKey key = new SingleTrustee(f.Group, x).MakePublicKey(SystemRandom.Source);
            Assert.Equal(((TrusteeItem.Single)f.Trustees.Items[i - 1]).Key.PublicKey, key.PublicKey);
        }
    }

    private static VerificationInput InputOf(Fixture f, int index) => KeyCeremony.InputOf(index,
        [.. f.Text("keys/polynomials.jsons").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            PolynomialMessage.TryParse(Encoding.UTF8.GetBytes(line), out PolynomialMessage? m, out _) ? m : throw new InvalidDataException())]);
}
