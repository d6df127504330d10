using System.Text;
using System.Text.Json;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tallies;

namespace RatifyVote.Protocol.Tests.Vectors;

/// <summary>Source: tests/vectors/belenios-v1.json (see the README beside it).</summary>
public sealed class BeleniosV1Tests
{
    private static readonly JsonElement File = JsonDocument.Parse(
        System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "belenios-v1.json"))).RootElement;

    private static Group Group => Group.Belenios2048;

    [Fact]
    public void The_fingerprint_is_the_hash_of_the_election_record()
    {
        Assert.True(Election.TryParse(Encoding.UTF8.GetBytes(Text(File, "election_json")), out Election? election, out _));

        Assert.Equal(Text(File, "fingerprint"), election.Fingerprint);
        Assert.Equal(Text(File, "fingerprint"), (election with { }).Fingerprint);
    }

    [Fact]
    public void Typed_credentials_of_both_forms_are_derived()
    {
        JsonElement old = File.GetProperty("credential_2_0"), now = File.GetProperty("credential_3_x");
        Scalar s2 = TypedCredential.DeriveForm2(Group, Text(old, "uuid"), Text(old, "credential"));
        Scalar s3 = TypedCredential.Derive(Group, Text(now, "uuid"), Text(now, "credential"));

        Assert.Equal((Text(old, "secret"), Text(now, "secret")), (Group.FormatScalar(s2), Group.FormatScalar(s3)));
        Assert.Equal(Text(old, "public"), Group.Encode(Group.PowerOfGenerator(s2)));
        Assert.Equal(Text(now, "public"), Group.Encode(Group.PowerOfGenerator(s3)));
    }

    [Fact]
    public void The_proof_of_a_trustees_key_is_the_known_one()
    {
        JsonElement v = File.GetProperty("trustee_pok");
        Proof proof = Schnorr.Prove(Group, Scalar(Text(v, "x")), $"pok|BELENIOS-2048|{Text(v, "public_key")}|", Scalar(Text(v, "w")));

        Assert.Equal(new Proof(Text(v, "challenge"), Text(v, "response")), proof);
    }

    [Theory]
    [InlineData("ballot_blank_question")]
    [InlineData("ballot_plain_question")]
    [InlineData("ballot_two_questions")]
    public void A_ballot_with_the_known_randomness_is_the_known_ballot(string name)
    {
        JsonElement v = File.GetProperty(name);
        Assert.True(Election.TryParse(Encoding.UTF8.GetBytes(Text(v, "election_json")), out Election? election, out _));
        Queue<Scalar> randomness = new(v.GetProperty("randomness_in_order").EnumerateArray().Select(r => Scalar(r.GetString()!)));
        IReadOnlyList<int>[] choices = [.. v.GetProperty("choices").EnumerateArray()
            .Select(q => (IReadOnlyList<int>)[.. q.EnumerateArray().Select(m => m.GetInt32())])];

        Ballot ballot = new BallotMaker(election).Make(Scalar(Text(v, "secret")), choices, randomness.Dequeue);

        Assert.Empty(randomness);
        Assert.Equal(Text(v, "ballot"), Encoding.UTF8.GetString(ballot.Write()));
        Assert.Equal(Text(v, "signature_hash_b64"), ballot.Signature.Hash);
        Assert.Equal(Text(v, "tracker_b64"), ballot.Tracker().ToString());
        Assert.Equal(Text(v, "payload_sha256_hex"), ballot.Tracker().Hash.ToHex());
        BallotVerifier verifier = new(election, PublicCredentials.Of([ballot.Credential]));
        Assert.Equal(BallotFinding.Valid, verifier.Verify(ballot));
    }

    [Fact]
    public void Lagrange_weights_are_the_known_ones()
    {
        JsonElement v = File.GetProperty("lagrange_example");
        Scalar[] weights = Lagrange.AtZero(Group, [1, 3]);

        Assert.Equal([Text(v, "lambda_1"), Text(v, "lambda_3")], weights.Select(Group.FormatScalar));
    }

    [Fact]
    public void Elements_of_Ed25519_have_the_known_text()
    {
        JsonElement v = File.GetProperty("ed25519");
        Group group = Group.Ed25519;

        Assert.Equal(Text(v, "g"), group.Encode(group.Generator));
        Assert.Equal(Text(v, "identity"), group.Encode(group.Identity));
        Assert.Equal(Text(v, "g^5"), group.Encode(group.PowerOfGenerator(group.ScalarOf(5))));
        Assert.Equal(Text(v, "g^(q-1)"), group.Encode(group.PowerOfGenerator(group.Negate(group.ScalarOf(1)))));
    }

    private static string Text(JsonElement parent, string key) => parent.GetProperty(key).GetString()!;

    private static Scalar Scalar(string text) => Group.TryParseScalar(text, out Scalar s) ? s : throw new InvalidDataException();
}
