using System.Text;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Properties;

public sealed class HostileBytesTests
{
    private delegate bool Parser(ReadOnlySpan<byte> bytes, out RecordFault fault, out byte[] written);

    private static readonly TestElection Sample = new(new TestElectionPlan { Threshold = (2, 3), Voters = 2, Revotes = 0 });

    private static readonly (string Name, byte[] Good, Parser Parse)[] Records =
    [
        ("election", Sample.Election.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(Election.TryParse(b, out Election? r, out f), () => r!.Write(), out w)),
        ("credentials", Sample.Credentials.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(PublicCredentials.TryParse(b, out PublicCredentials? r, out f), () => r!.Write(), out w)),
        ("trustees", Sample.Trustees.List.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(TrusteeList.TryParse(b, out TrusteeList? r, out f), () => r!.Write(), out w)),
        ("ballot", Sample.Casts[0].Ballot.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(Ballot.TryParse(b, out Ballot? r, out f), () => r!.Write(), out w)),
        ("encrypted tally", Sample.EncryptedTally.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(EncryptedTally.TryParse(b, out EncryptedTally? r, out f), () => r!.Write(), out w)),
        ("sized", Sample.Sized.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(SizedEncryptedTally.TryParse(b, out SizedEncryptedTally? r, out f), () => r!.Write(), out w)),
        ("decryption", Sample.Decryptions[0].Decryption.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(PartialDecryption.TryParse(b, out PartialDecryption? r, out f), () => r!.Write(), out w)),
        ("owned", Sample.Decryptions[0].Owned.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(OwnedDecryption.TryParse(b, out OwnedDecryption? r, out f), () => r!.Write(), out w)),
        ("second proofs", Sample.SecondProofs.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(SecondProofs.TryParse(b, out SecondProofs? r, out f), () => r!.Write(), out w)),
        ("result", Sample.Result.Write(), (ReadOnlySpan<byte> b, out RecordFault f, out byte[] w) => Written(ElectionResult.TryParse(b, out ElectionResult? r, out f), () => r!.Write(), out w)),
    ];

    public static TheoryData<string> Names => [.. Records.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_is_read_and_written_alike(string name)
    {
        (_, byte[] good, Parser parse) = Records.Single(r => r.Name == name);

        Assert.True(parse(good, out RecordFault fault, out byte[] written), fault.Words());
        Assert.Equal(good, written);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_change_of_a_byte_makes_a_reader_throw(string name)
    {
        (_, byte[] good, Parser parse) = Records.Single(r => r.Name == name);
        byte[] some = "\"\\{}[]:,0129-.eE\0\u007f un"u8.ToArray();
        for (int at = 0; at < good.Length; at += Math.Max(1, good.Length / 400))
        {
            byte[] changed = [.. good];
            changed[at] = some[at % some.Length];
            bool read = parse(changed, out RecordFault fault, out _);
            Assert.Equal(read, fault is RecordFault.None);
            Assert.NotEmpty(fault.Words());
            Assert.False(parse(good.AsSpan(0, at), out _, out _));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_key_twice_or_unknown_or_missing_is_refused(string name)
    {
        (_, byte[] good, Parser parse) = Records.Single(r => r.Name == name);
        string text = Encoding.UTF8.GetString(good);
        int brace = text.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0) return; // a list of texts has no keys

        int colon = text.IndexOf(':', brace);
        string key = text[(brace + 1)..colon];
        Assert.Equal(RecordFault.DuplicateKey, Fault(parse, text.Insert(brace + 1, $"{key}:1,")));
        Assert.Equal(RecordFault.MissingKey, Fault(parse, text.Insert(colon - 1, "x")));
        Assert.NotEqual(RecordFault.None, Fault(parse, text.Insert(brace + 1, "\"unknown\":1,")));
    }

    [Theory]
    [InlineData("", RecordFault.NotJson)]
    [InlineData(" ", RecordFault.NotJson)]
    [InlineData("{", RecordFault.NotJson)]
    [InlineData("{}{}", RecordFault.NotJson)]
    [InlineData("[1,]", RecordFault.NotJson)]
    [InlineData("/*c*/1", RecordFault.NotJson)]
    [InlineData("01", RecordFault.NotJson)]
    [InlineData("NaN", RecordFault.NotJson)]
    [InlineData("\uFEFF1", RecordFault.NotJson)]
    [InlineData("\"\\ud800\"", RecordFault.NotUtf8)]
    [InlineData("{\"\\ud800\":1}", RecordFault.NotUtf8)]
    [InlineData("{\"a\":1,\"\\u0061\":2}", RecordFault.DuplicateKey)]
    [InlineData("[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", RecordFault.TooDeep)]
    public void Text_that_is_not_strict_JSON_is_refused(string text, RecordFault expected)
    {
        Assert.False(JsonValue.TryParse(Encoding.UTF8.GetBytes(text), out JsonValue? value, out RecordFault fault));
        Assert.Null(value);
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void Broken_UTF8_and_endless_nesting_are_refused()
    {
        Assert.False(JsonValue.TryParse([(byte)'"', 0xff, (byte)'"'], out _, out RecordFault fault));
        Assert.Equal(RecordFault.NotUtf8, fault);
        Assert.False(JsonValue.TryParse(Encoding.ASCII.GetBytes(new string('[', 1_000_000)), out _, out fault));
        Assert.True(fault is RecordFault.TooDeep or RecordFault.NotJson);
        string many = "{" + string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"k{i}\":1")) + ",\"k7\":1}";
        Assert.False(JsonValue.TryParse(Encoding.ASCII.GetBytes(many), out _, out fault));
        Assert.Equal(RecordFault.DuplicateKey, fault);
    }

    [Theory]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":-5,\"total_weight\":5,", RecordFault.NumberNotCanonical)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":5.0,\"total_weight\":5,", RecordFault.NumberNotCanonical)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":5e0,\"total_weight\":5,", RecordFault.NumberNotCanonical)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":\"5\",\"total_weight\":5,", RecordFault.WrongType)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":4294967296,\"total_weight\":5,", RecordFault.NumberOutOfRange)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":5,\"total_weight\":\"5\",", RecordFault.NumberNotCanonical)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":5,\"total_weight\":1073741824,", RecordFault.NumberNotCanonical)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":5,\"total_weight\":\"01073741824\",", RecordFault.NumberNotCanonical)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":5,\"total_weight\":\"99999999999999999999\",", RecordFault.NumberOutOfRange)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":5,\"total_weight\":null,", RecordFault.WrongType)]
    [InlineData("{\"num_tallied\":5,\"total_weight\":5,", "{\"num_tallied\":5,\"total_weight\":\"1073741824\",", RecordFault.None)]
    public void Numbers_have_one_form_only(string good, string changed, RecordFault expected)
    {
        string text = good + $"\"encrypted_tally\":\"{RecordHash.OfText("t").ToHex()}\"}}";
        SizedEncryptedTally.TryParse(Encoding.UTF8.GetBytes(text.Replace(good, changed, StringComparison.Ordinal)), out _, out RecordFault fault);

        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData("\"election_uuid\":", " \"election_uuid\":")]
    [InlineData("\"alpha\":\"", "\"alpha\":\"\\u0030")]
    [InlineData("]}", "] }")]
    public void A_ballot_that_says_the_same_in_other_bytes_is_refused(string canonical, string other)
    {
        string text = Encoding.UTF8.GetString(Sample.Casts[0].Ballot.Write());
        int at = text.IndexOf(canonical, StringComparison.Ordinal);
        string changed = text[..at] + other + text[(at + canonical.Length)..];

        Assert.False(Ballot.TryParse(Encoding.UTF8.GetBytes(changed), out _, out RecordFault fault));
        Assert.True(fault is RecordFault.NotCanonical or RecordFault.NumberNotCanonical);
    }

    [Fact]
    public void A_ballot_whose_keys_stand_in_another_order_is_refused()
    {
        Ballot b = Sample.Casts[0].Ballot;
        string text = Encoding.UTF8.GetString(b.Write());
        string changed = text.Replace(
            $"\"election_uuid\":\"{b.ElectionUuid}\",\"election_hash\":\"{b.ElectionHash}\"",
            $"\"election_hash\":\"{b.ElectionHash}\",\"election_uuid\":\"{b.ElectionUuid}\"", StringComparison.Ordinal);

        Assert.NotEqual(text, changed);
        Assert.False(Ballot.TryParse(Encoding.UTF8.GetBytes(changed), out _, out RecordFault fault));
        Assert.Equal(RecordFault.NotCanonical, fault);
    }

    [Theory]
    [InlineData("\"blank\":true", "\"blank\":false", RecordFault.WrongType)]
    [InlineData("\"version\":1", "\"version\":2", RecordFault.NumberOutOfRange)]
    [InlineData("\"group\":\"Ed25519\"", "\"group\":\"RFC-0\"", RecordFault.UnknownGroup)]
    [InlineData("\"v\":1", "\"v\":2", RecordFault.NumberOutOfRange)]
    [InlineData("\"contest\":", "\"other\":", RecordFault.MissingKey)]
    [InlineData("\"spares\":1", "\"spares\":1,\"more\":1", RecordFault.UnknownKey)]
    [InlineData("\"administrator\":\"Union\"", "\"administrator\":null", RecordFault.WrongType)]
    [InlineData("\"administrator\":\"Union\"", "\"election\":\"Union\"", RecordFault.UnknownKey)]
    public void An_election_record_is_read_strictly(string good, string changed, RecordFault expected)
    {
        string text = Encoding.UTF8.GetString(Sample.Election.Write());
        Assert.Contains(good, text, StringComparison.Ordinal);

        Assert.False(Election.TryParse(Encoding.UTF8.GetBytes(text.Replace(good, changed, StringComparison.Ordinal)), out _, out RecordFault fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_bytes_read_not_of_the_bytes_we_would_write()
    {
        string text = Encoding.UTF8.GetString(Sample.Election.Write());
        byte[] spaced = Encoding.UTF8.GetBytes(text.Replace("{\"version\":1", "{ \"version\":1", StringComparison.Ordinal));

        Assert.True(Election.TryParse(spaced, out Election? election, out _));
        Assert.Equal(RecordHash.Of(spaced).ToBase64(), election.Fingerprint);
        Assert.Equal(spaced, election.Write());
        Assert.Equal(Sample.Election.Fingerprint, (election with { }).Fingerprint);
    }

    [Fact]
    public void Free_text_is_written_unescaped_but_for_quote_backslash_and_controls()
    {
        Election election = Sample.Election with { Name = "a+b/c<d>é\u2028😀\"\\\n\u0001" };
        string text = Encoding.UTF8.GetString(election.Write());

        Assert.Contains("\"name\":\"a+b/c<d>é\u2028😀\\\"\\\\\\n\\u0001\"", text, StringComparison.Ordinal);
        Assert.True(Election.TryParse(election.Write(), out Election? read, out _));
        Assert.Equal(election.Name, read.Name);
        Assert.Throws<EncoderFallbackException>(() => (election with { Name = "\ud800" }).Write());
    }

    private static bool Written(bool read, Func<byte[]> write, out byte[] written)
    {
        written = read ? write() : [];
        return read;
    }

    private static RecordFault Fault(Parser parse, string text)
    {
        parse(Encoding.UTF8.GetBytes(text), out RecordFault fault, out _);
        return fault;
    }
}
