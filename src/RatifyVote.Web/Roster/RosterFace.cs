using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;

namespace RatifyVote.Web.Roster;

/// <summary>A local as others see it.</summary>
public sealed record LocalEntry(LocalNumber Number, string Name);

/// <summary>A member as others see them: enough to write to and to greet, nothing secret.</summary>
public sealed record MemberFacts(Guid Id, string CardNumber, string Name, string? Email);

/// <summary>A membership that a contest's roll may take, with why.</summary>
public sealed record RollCandidate(MemberFacts Member, Membership Membership, Entitlement Entitlement);

/// <summary>What other slices ask of the roster. Reads only.</summary>
public sealed class Rosters(RatifyVoteDb db)
{
    public async Task<IReadOnlyList<LocalEntry>> LocalsAsync(CancellationToken ct) =>
        await db.Set<LocalRow>().AsNoTracking().OrderBy(local => local.Number).Select(local => new LocalEntry(local.Number, local.Name)).ToListAsync(ct);

    /// <summary>Null when there is no such member.</summary>
    public Task<MemberFacts?> MemberAsync(Guid member, CancellationToken ct) =>
        db.Set<MemberRow>().AsNoTracking().Where(row => row.Id == member)
            .Select(row => new MemberFacts(row.Id, row.CardNumber, row.Name, row.Email)).SingleOrDefaultAsync(ct);

    /// <summary>Null when no member has this card number (canonical: capitals).</summary>
    public Task<MemberFacts?> MemberByCardAsync(string cardNumber, CancellationToken ct) =>
        db.Set<MemberRow>().AsNoTracking().Where(row => row.CardNumber == cardNumber)
            .Select(row => new MemberFacts(row.Id, row.CardNumber, row.Name, row.Email)).SingleOrDefaultAsync(ct);

    /// <summary>Locals the member belongs or belonged to, with today's standing.</summary>
    public async Task<IReadOnlyList<Membership>> MembershipsOfAsync(Guid member, DateOnly on, CancellationToken ct) =>
        (await Memberships(on).Where(line => line.Row.MemberId == member).ToListAsync(ct))
            .ConvertAll(line => new Membership(line.Row.Local, line.Row.Since, line.Row.Until, line.Standing));

    /// <summary>Every membership of one local that the contest's roll takes (entitled or provisionally), in order of card number, streamed.
    /// The order says nothing to anyone: the freeze puts it at random.</summary>
    /// <param name="waivers">By member.</param>
    public IAsyncEnumerable<RollCandidate> SelectEligible(
        ContestRoll roll, LocalNumber local, IReadOnlyDictionary<Guid, Waiver> waivers, CancellationToken ct) =>
        SelectJudged(roll, local, waivers, ct).Where(candidate => candidate.Entitlement.Entitled is not Entitled.No);

    /// <summary>Every membership of one local with the contest's answer to it, refused ones included: the freeze keeps the reasons.</summary>
    /// <param name="waivers">By member.</param>
    public async IAsyncEnumerable<RollCandidate> SelectJudged(
        ContestRoll roll, LocalNumber local, IReadOnlyDictionary<Guid, Waiver> waivers, [EnumeratorCancellation] CancellationToken ct)
    {
        var lines = from line in Memberships(roll.RecordDate)
                    where line.Row.Local == local
                    join member in db.Set<MemberRow>() on line.Row.MemberId equals member.Id
                    orderby member.CardNumber
                    select new { line.Row.Since, line.Row.Until, line.Standing, Facts = new MemberFacts(member.Id, member.CardNumber, member.Name, member.Email) };
        await foreach (var line in lines.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            Membership membership = new(local, line.Since, line.Until, line.Standing);
            yield return new(line.Facts, membership, Entitlement.Of(membership, roll, waivers.GetValueOrDefault(line.Facts.Id)));
        }
    }

    /// <summary>Standing of these members in one local on a day: what settles provisional ballots. Who has no membership there is not in the answer.</summary>
    public async Task<IReadOnlyDictionary<Guid, Standing>> StandingsAsync(LocalNumber local, IReadOnlyCollection<Guid> members, DateOnly on, CancellationToken ct) =>
        await Memberships(on).Where(line => line.Row.Local == local && members.Contains(line.Row.MemberId))
            .ToDictionaryAsync(line => line.Row.MemberId, line => line.Standing, ct);

    /// <summary>How many memberships of the local last on this day.</summary>
    public Task<int> CountAsync(LocalNumber local, DateOnly on, CancellationToken ct) =>
        db.Set<MembershipRow>().CountAsync(row => row.Local == local && row.Since <= on && (row.Until == null || row.Until >= on), ct);

    private IQueryable<MembershipOn> Memberships(DateOnly on) => db.Set<MembershipRow>().AsNoTracking().Select(row => new MembershipOn
    {
        Row = row,
        Standing = row.Standings.Where(standing => standing.From <= on).OrderByDescending(standing => standing.From).Select(standing => standing.Standing).FirstOrDefault(),
    });

    private sealed class MembershipOn
    {
        public required MembershipRow Row { get; init; }
        public Standing Standing { get; init; }
    }
}
