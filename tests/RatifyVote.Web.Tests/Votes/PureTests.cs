using System.Security.Cryptography;
using RatifyVote.Domain;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Votes.Drafting;
using RatifyVote.Web.Votes.Pages.Prepare;
using RatifyVote.Web.Votes.Sealing;

namespace RatifyVote.Web.Tests.Votes;

public class PureTests
{
    private static readonly HashSet<LocalNumber> Locals = [new(80), new(600)];

    [Theory]
    [InlineData("local,delegates\n80,33\n600,88\n", "")]
    [InlineData("\uFEFFLocal, Delegates ,name\n600,88,x\n80,33,y\n", "")]
    [InlineData("number,votes\n80,33\n", "1 ColumnsMissing")]
    [InlineData("", "1 ColumnsMissing")]
    [InlineData("local,delegates\n80,33\n80,34\n600,88\n", "3 LocalTwice")]
    [InlineData("local,delegates\n80,33\n700,5\n600,88\n", "3 LocalNotInContest")]
    [InlineData("local,delegates\n=80,33\n600,88\n", "2 LocalUnreadable,0 LocalMissing")]
    [InlineData("local,delegates\n80,-3\n600,8.5\n", "2 DelegatesNotWhole,3 DelegatesNotWhole")]
    [InlineData("local,delegates\n80,0\n600,999999999999\n", "2 DelegatesNotWhole,3 DelegatesNotWhole")]
    [InlineData("local,delegates\n80\n600,88\n", "2 DelegatesNotWhole")]
    public void A_delegate_table_is_read_with_every_problem_and_its_line(string csv, string problems)
    {
        DelegateTableCsv table = DelegateTableCsv.Read(csv, Locals);
        Assert.Equal(problems, string.Join(",", table.Problems.Select(p => $"{p.Line} {p.Problem}")));
        if (problems.Length == 0)
        {
            Assert.Equal([(80, 33), (600, 88)], table.Lines.Select(l => (l.Local.Value, l.Delegates)));
        }
    }

    [Theory]
    [InlineData("2026-11-25T09:00", "America/Los_Angeles", "2026-11-25T17:00:00Z")]
    [InlineData("2026-07-01T09:00", "America/New_York", "2026-07-01T13:00:00Z")]
    [InlineData("2026-11-25T09:00:30", "UTC", "2026-11-25T09:00:30Z")]
    [InlineData("2026-03-08T02:30", "America/New_York", null)]
    [InlineData("2026-03-08T02:30", "UTC", "2026-03-08T02:30:00Z")]
    [InlineData("2026-03-08T02:30", "Mars/Olympus", null)]
    [InlineData("soon", "UTC", null)]
    [InlineData(null, "UTC", null)]
    public void A_wall_clock_is_read_in_its_zone_and_an_hour_that_does_not_exist_is_refused(string? text, string zone, string? utc)
    {
        bool read = WallClock.TryRead(text, zone, out DateTimeOffset at);
        Assert.Equal(utc, read ? UtcTime.Format(at) : null);
    }

    [Fact]
    public void Every_zone_offered_exists() => Assert.All(WallClock.Zones, zone => Assert.NotNull(TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public void A_passkey_in_COSE_becomes_the_same_key_as_SubjectPublicKeyInfo()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), CoseKey.ToSubjectPublicKeyInfo(VoteWorld.CoseOf(key)));
        using RSA rsa = RSA.Create(2048);
        RSAParameters p = rsa.ExportParameters(false);
        byte[] cose = [0xA4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59, 0x01, 0x00, .. p.Modulus!, 0x21, 0x43, .. p.Exponent!];
        Assert.Equal(rsa.ExportSubjectPublicKeyInfo(), CoseKey.ToSubjectPublicKeyInfo(cose));
    }

    [Fact]
    public void Bytes_that_are_no_such_key_give_null_and_never_throw()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] good = VoteWorld.CoseOf(key);
        for (int cut = 0; cut < good.Length; cut++)
        {
            Assert.Null(CoseKey.ToSubjectPublicKeyInfo(good.AsSpan(0, cut)));
        }
        Assert.Null(CoseKey.ToSubjectPublicKeyInfo([.. good, 0]));
        // Another algorithm, another curve, a point off the curve.
        foreach ((int at, byte value) in new[] { (4, (byte)0x27), (6, (byte)0x02), (20, (byte)(good[20] ^ 1)) })
        {
            byte[] bad = [.. good];
            bad[at] = value;
            Assert.Null(CoseKey.ToSubjectPublicKeyInfo(bad));
        }
    }
}
