using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rules;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Roster.Storage;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Roster;

public class RosterFaceTests
{
    private static readonly LocalNumber Grips = new(80);
    private static readonly DateOnly RecordDate = new(2026, 3, 1);
    private static readonly ContestRoll Roll = new("basic", RollRule.GoodStanding, RecordDate, new HashSet<LocalNumber> { Grips });

    [Theory, OnBothDatabases]
    public async Task The_standing_that_counts_is_the_one_of_the_record_date(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        await using (RatifyVoteDb db = databases.RatifyVote())
        {
            db.Add(new LocalRow { Number = Grips, Name = "Grips" });
            Add(db, "A-1", new(2020, 1, 1), (new(2020, 1, 1), Standing.Good), (new(2026, 3, 2), Standing.Suspended));
            Add(db, "A-2", new(2020, 1, 1), (new(2020, 1, 1), Standing.Suspended), (new(2026, 3, 2), Standing.Good));
            Add(db, "A-3", new(2026, 3, 2), (new(2026, 3, 2), Standing.Good));
            Add(db, "A-4", new(2020, 1, 1), (new(2020, 1, 1), Standing.DuesOutstanding));
            await db.SaveChangesAsync();
        }

        await using RatifyVoteDb reader = databases.RatifyVote();
        Rosters rosters = new(reader);
        List<RollCandidate> candidates = await rosters.SelectEligible(Roll, Grips, new Dictionary<Guid, Waiver>(), default).ToListAsync();
        Assert.Equal([("A-1", Entitled.Yes), ("A-4", Entitled.Provisionally)], candidates.Select(one => (one.Member.CardNumber, one.Entitlement.Entitled)));

        IReadOnlyDictionary<Guid, Standing> later = await rosters.StandingsAsync(Grips, [candidates[0].Member.Id], new(2026, 3, 5), default);
        Assert.Equal(Standing.Suspended, later[candidates[0].Member.Id]);
        Assert.Equal(3, await rosters.CountAsync(Grips, RecordDate, default));
    }

    [Theory, OnBothDatabases]
    public async Task A_waiver_stands_for_dues_that_are_outstanding(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        Guid member;
        await using (RatifyVoteDb db = databases.RatifyVote())
        {
            db.Add(new LocalRow { Number = Grips, Name = "Grips" });
            member = Add(db, "A-2", new(2020, 1, 1), (new(2020, 1, 1), Standing.DuesOutstanding));
            await db.SaveChangesAsync();
        }

        await using RatifyVoteDb reader = databases.RatifyVote();
        RollCandidate only = Assert.Single(await new Rosters(reader).SelectEligible(Roll, Grips,
            new Dictionary<Guid, Waiver> { [member] = new("Secretary", "Dues paid in cash, receipt seen") }, default).ToListAsync());
        Assert.Equal(EligibilityReason.Waived, only.Entitlement.Reason);
    }

    private static Guid Add(RatifyVoteDb db, string card, DateOnly since, params (DateOnly From, Standing Standing)[] standings)
    {
        MemberRow member = new() { CardNumber = card, Name = "Name " + card };
        MembershipRow membership = new() { Local = Grips, Since = since };
        membership.Standings.AddRange(standings.Select(one => new StandingRow { From = one.From, Standing = one.Standing }));
        member.Memberships.Add(membership);
        db.Add(member);
        return member.Id;
    }
}
