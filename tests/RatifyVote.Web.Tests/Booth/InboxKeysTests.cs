using System.Security.Cryptography;
using System.Text;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Booth.Casting;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Tests.Booth;

public class InboxKeysTests
{
    private static readonly byte[] ContestKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Tags_are_those_of_the_specification()
    {
        using InboxKeys keys = new("11111111111111", ContestKey);
        byte[] tagKey = HKDF.DeriveKey(HashAlgorithmName.SHA512, ContestKey, 32, [], Encoding.ASCII.GetBytes("rv1/tag|11111111111111"));
        Assert.Equal(HMACSHA256.HashData(tagKey, "abc"u8), keys.TagOfTracker("abc"));
        Assert.Equal(HMACSHA256.HashData(tagKey, "C"u8), keys.TagOfCredential("C"));
        Assert.Equal(HMACSHA256.HashData(tagKey, "ct|a,b"u8), keys.TagOfCiphertext("a", "b"));
    }

    [Fact]
    public void A_box_opens_to_the_ballot_for_its_own_unit_only_and_all_boxes_have_one_size_and_differ()
    {
        using InboxKeys keys = new("11111111111111", ContestKey), other = new("22222222222222", ContestKey);
        byte[] box = keys.Seal("ballot"u8), again = keys.Seal("ballot"u8), longest = keys.Seal(new byte[InboxKeys.BoxedBallotBytes]);
        Assert.Equal("ballot"u8.ToArray(), keys.Open(box));
        Assert.NotEqual(box, again);
        Assert.Equal(box.Length, longest.Length);
        Assert.ThrowsAny<CryptographicException>(() => other.Open(box));
        box[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => keys.Open(box));
        Assert.Throws<CryptographicException>(() => keys.Open([1, 2, 3]));
    }

    [Fact]
    public void Keys_print_nothing()
    {
        using InboxKeys keys = new("11111111111111", ContestKey);
        Assert.Equal("InboxKeys(redacted)", keys.ToString());
    }

    [Fact]
    public void The_way_of_a_ballot_depends_on_nothing_that_knows_a_person()
    {
        Type[] onTheWay = [typeof(CastEndpoint), typeof(CastQueue), typeof(LookUpBallots), typeof(CommitBallots), typeof(ReceiptSigner), typeof(TrackerLookUp)];
        Assert.All(onTheWay, type => Assert.DoesNotContain(type.GetConstructors().Single().GetParameters(), parameter =>
            parameter.ParameterType == typeof(RatifyVoteDb) || parameter.ParameterType.FullName!.Contains("Accounts", StringComparison.Ordinal)
            || parameter.ParameterType.FullName.Contains("Roster", StringComparison.Ordinal) || parameter.ParameterType.FullName.Contains("HttpContextAccessor", StringComparison.Ordinal)));
    }
}
