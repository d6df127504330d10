using System.Text.Json;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Vectors;

/// <summary>Source: elections made with belenios-tool 2.0 and 3.3.0, see fixtures/belenios/README.md.</summary>
public sealed class FixtureTests
{
    public static TheoryData<string> Names => [.. Fixture.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_record_is_written_again_as_it_was_read(string name)
    {
        Fixture f = Fixture.Open(name);
        Election changed = f.Election with { Name = f.Election.Name };

        Assert.Equal(f.ElectionBytes, changed.Write());
        Assert.Equal(f.TrusteesBytes, new TrusteeList(f.Trustees.Items).Write());
        Assert.Equal(f.CredentialsBytes, f.Credentials.Write());
        Assert.Equal(f.SizedBytes, f.Sized.Write());
        Assert.Equal(f.ResultBytes, f.Result.Write());
        for (int i = 0; i < f.BallotBytes.Count; i++) Assert.Equal(f.BallotBytes[i], f.BallotAt(i).Write());
        Assert.True(EncryptedTally.TryParse(f.Record(f.Sized.Tally), out EncryptedTally? tally, out _));
        Assert.Equal(f.Record(f.Sized.Tally), tally.Write());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_in_a_good_election_is_valid(string name)
    {
        Fixture f = Fixture.Open(name);
        TrusteesOutcome trustees = TrusteesVerifier.Verify(f.Trustees, f.Group, vote: null);
        Assert.Empty(trustees.Faults);
        Assert.Equal(ElectionFinding.Valid, ElectionCheck.Verify(f.Election, trustees.Verified!.JointKey));
        Assert.Equal(CredentialsFinding.Valid, f.Credentials.Verify(f.Group, mustBeSorted: false));

        BallotVerifier verifier = new(f.Election, f.Credentials);
        Dictionary<string, VerifiedBallot> last = [];
        TallyAccumulator accumulator = new(f.Election);
        for (int i = 0; i < f.BallotBytes.Count; i++)
        {
            Ballot ballot = f.BallotAt(i);
            Assert.Equal(BallotFinding.Valid, verifier.Verify(ballot, out VerifiedBallot? verified));
            if (last.TryGetValue(ballot.Credential, out VerifiedBallot? earlier)) accumulator.Remove(earlier.Ciphertexts, earlier.Weight);
            accumulator.Add(verified!.Ciphertexts, verified.Weight);
            last[ballot.Credential] = verified;
        }

        EncryptedTally tally = accumulator.ToTally();
        Assert.Equal(f.Record(f.Sized.Tally), tally.Write());
        Assert.Equal(f.SizedBytes, accumulator.Size(tally).Write());

        TallyOpening opening = TallyOpening.Of(f.Election, trustees.Verified, tally, f.Sized.TotalWeight)!;
        List<VerifiedDecryption> decryptions = [];
        foreach (byte[] bytes in f.OwnedBytes)
        {
            Assert.True(OwnedDecryption.TryParse(bytes, out OwnedDecryption? owned, out _));
            Assert.True(PartialDecryption.TryParse(f.Record(owned.Payload), out PartialDecryption? decryption, out _));
            Assert.Equal(bytes, owned.Write());
            Assert.Equal(f.Record(owned.Payload), decryption.Write());
            Assert.Equal(DecryptionFinding.Valid, opening.Verify(owned.Owner, decryption, out VerifiedDecryption? verified));
            decryptions.Add(verified!);
        }

        Assert.Equal(ResultFinding.Valid, opening.Verify(decryptions, f.Result));
        Assert.Equal(ResultFinding.Valid, opening.Open(decryptions, out ElectionResult? result));
        Assert.Equal(f.ResultBytes, result!.Write());
        using JsonDocument expected = JsonDocument.Parse(f.Text("expected.json"));
        Assert.Equal(expected.RootElement.GetProperty("result")[0].EnumerateArray().Select(n => n.GetInt64()), result.Counts[0]);
    }

    [Theory]
    [InlineData("b2048-blank-nofn", true)]
    [InlineData("v330-b2048-threshold-2of3", false)]
    [InlineData("v330-ed25519-blank-nofn", false)]
    [InlineData("v330-ed25519-threshold-2of3", false)]
    public void Typed_credentials_lead_to_the_listed_public_ones(string name, bool form2)
    {
        Fixture f = Fixture.Open(name);
        foreach (string credential in f.PrivateCredentials)
        {
            Scalar s = form2
                ? TypedCredential.DeriveForm2(f.Group, f.Election.Uuid, credential)
                : TypedCredential.Derive(f.Group, f.Election.Uuid, credential);
            Assert.True(f.Credentials.TryWeightOf(f.Group.Encode(f.Group.PowerOfGenerator(s)), out long weight));
            Assert.Equal(1, weight);
        }
    }

    [Theory]
    [InlineData("b2048-blank-nofn")]
    [InlineData("v330-b2048-threshold-2of3")]
    [InlineData("v330-ed25519-blank-nofn")]
    [InlineData("v330-ed25519-threshold-2of3")]
    public void Trackers_are_those_the_tool_printed(string name)
    {
        Fixture f = Fixture.Open(name);
        using JsonDocument choices = JsonDocument.Parse(f.Text("choices.json"));
        string[] printed = [.. choices.RootElement.EnumerateArray().Select(c => c.GetProperty("tracker").GetString()!)];

        Assert.Equal(printed, f.BallotBytes.Select(b => Tracker.Of(b).ToString()));
        Assert.All(printed, text => Assert.True(Tracker.TryParse(text, out Tracker tracker) && tracker.ToString() == text));
    }
}
