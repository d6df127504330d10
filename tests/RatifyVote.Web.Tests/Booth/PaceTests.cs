using System.Net;
using RatifyVote.Web.Booth.Casting;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Booth;

public class PaceTests
{
    [Fact]
    public void An_address_may_send_so_many_in_a_minute_and_again_in_the_next_and_another_address_is_not_concerned()
    {
        TestClock clock = new();
        AddressPace pace = new(clock, 2);
        IPAddress one = IPAddress.Parse("203.0.113.7");
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(_ => pace.Allows(one)));
        Assert.True(pace.Allows(IPAddress.Parse("2001:db8::1")));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(pace.Allows(one));
    }

    [Fact]
    public void Loopback_and_a_node_without_the_setting_are_not_limited()
    {
        AddressPace pace = new(new TestClock(), 1), unset = new(new TestClock(), 0);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.True(pace.Allows(IPAddress.IPv6Loopback)));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.True(unset.Allows(IPAddress.Parse("203.0.113.7"))));
    }

    [Fact]
    public void A_credential_may_cast_once_a_minute_and_again_fifty_times_when_a_day_has_passed()
    {
        CastPace pace = CastPace.Usual;
        byte[] credential = [1], other = [2];
        DateTimeOffset now = new TestClock().GetUtcNow();
        for (int n = 0; n < 50; n++, now = now.AddMinutes(1))
        {
            Assert.True(pace.Allows(credential, now));
            pace.Accepted(credential, now);
            Assert.False(pace.Allows(credential, now.AddSeconds(59)));
        }

        Assert.False(pace.Allows(credential, now));
        Assert.True(pace.Allows(other, now));
        Assert.True(pace.Allows(credential, now.AddDays(1)));
    }
}
