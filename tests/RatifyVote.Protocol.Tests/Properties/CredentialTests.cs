using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Properties;

public sealed class CredentialTests
{
    private static Group Group => Group.Ed25519;

    private static string C(int n) => Group.Encode(Group.PowerOfGenerator(Group.ScalarOf(n)));

    [Fact]
    public void A_list_is_sorted_whatever_order_it_was_made_in()
    {
        PublicCredentials forward = PublicCredentials.Of(Enumerable.Range(1, 20).Select(C));
        PublicCredentials backward = PublicCredentials.Of(Enumerable.Range(1, 20).Reverse().Select(C));

        Assert.Equal(forward.Write(), backward.Write());
        Assert.Equal(CredentialsFinding.Valid, forward.Verify(Group, mustBeSorted: true));
        Assert.True(PublicCredentials.TryParse(forward.Write(), out PublicCredentials? read, out _));
        Assert.Equal(forward.Hash, read.Hash);
        Assert.Equal(forward.Entries, read.Entries);
    }

    [Fact]
    public void Decimal_elements_are_sorted_by_value_not_by_first_digit()
    {
        PublicCredentials list = PublicCredentials.Of(["10", "9", "2"]);

        Assert.Equal(["2", "9", "10"], list.Entries.Select(e => e.Text));
    }

    [Theory]
    [InlineData(CredentialsFinding.Repeated, 1, 2, 1)]
    [InlineData(CredentialsFinding.Identity, 1, 0, 2)]
    public void A_bad_entry_is_found(CredentialsFinding expected, params int[] exponents) =>
        Assert.Equal(expected, PublicCredentials.Of(exponents.Select(C)).Verify(Group, mustBeSorted: true));

    [Fact]
    public void An_unsorted_list_is_refused_only_where_order_is_required()
    {
        string[] sorted = [.. PublicCredentials.Of([C(1), C(2)]).Entries.Select(e => e.Text)];
        string record = $"[\"{sorted[1]}\",\"{sorted[0]}\"]";
        Assert.True(PublicCredentials.TryParse(System.Text.Encoding.UTF8.GetBytes(record), out PublicCredentials? list, out _));

        Assert.Equal(CredentialsFinding.NotSorted, list.Verify(Group, mustBeSorted: true));
        Assert.Equal(CredentialsFinding.Valid, list.Verify(Group, mustBeSorted: false));
    }

    [Fact]
    public void An_element_outside_the_group_is_refused()
    {
        PublicCredentials list = PublicCredentials.Of(["7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"]);

        Assert.Equal(CredentialsFinding.NotInGroup, list.Verify(Group, mustBeSorted: true));
    }

    [Theory]
    [InlineData("[\"C,1\",\"D\"]", RecordFault.TextNotCanonical)]
    [InlineData("[\"C,01\"]", RecordFault.TextNotCanonical)]
    [InlineData("[\"C,-1\"]", RecordFault.TextNotCanonical)]
    [InlineData("[\"C,\"]", RecordFault.TextNotCanonical)]
    [InlineData("[\"C,1,login\"]", RecordFault.TextNotCanonical)]
    [InlineData("[\"C,99999999999999999999\"]", RecordFault.TextNotCanonical)]
    [InlineData("[\"C \"]", RecordFault.TextNotCanonical)]
    [InlineData("[1]", RecordFault.WrongType)]
    [InlineData("{}", RecordFault.WrongType)]
    [InlineData("[\"C,0\",\"D,4000000000\"]", RecordFault.None)]
    public void Weights_are_canonical_and_on_every_line_or_none(string text, RecordFault expected)
    {
        string record = text.Replace("C", C(1), StringComparison.Ordinal).Replace("D", C(2), StringComparison.Ordinal);
        PublicCredentials.TryParse(System.Text.Encoding.UTF8.GetBytes(record), out _, out RecordFault fault);

        Assert.Equal(expected, fault);
    }

    [Fact]
    public void Weights_whose_sum_cannot_be_counted_are_refused()
    {
        PublicCredentials list = PublicCredentials.OfWeighted([new(C(1), long.MaxValue), new(C(2), 1)]);

        Assert.Equal(CredentialsFinding.TotalWeightTooLarge, list.Verify(Group, mustBeSorted: true));
    }

    [Fact]
    public void Credentials_of_an_election_differ_by_entry_and_by_election_and_repeat_exactly()
    {
        byte[] e = new byte[32];
        new CounterStream("E").Source(e);
        using CredentialKey key = new(Group, "1234567890abcd", e), again = new(Group, "1234567890abcd", e), other = new(Group, "1234567890abce", e);

        Assert.Equal(key.PublicTexts(10), again.PublicTexts(10));
        Assert.Equal(10, key.PublicTexts(10).Distinct().Count());
        Assert.Empty(key.PublicTexts(10).Intersect(other.PublicTexts(10)));
        Assert.Equal(key.PublicTexts(4)[3], key.PublicText(3));
        Assert.Equal(32, key.Salt(0).Length);
        Assert.NotEqual(key.Salt(0), key.Salt(1));
        Assert.Equal("CredentialKey(redacted)", key.ToString());
    }

    [Fact]
    public void Typed_credentials_have_the_form_that_is_typed()
    {
        string credential = TypedCredential.New(new CounterStream("typed").Source);

        Assert.Matches("^[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}-[1-9A-HJ-NP-Za-km-z]{5}-[1-9A-HJ-NP-Za-km-z]{6}$", credential);
    }
}
