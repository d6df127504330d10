using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;

namespace RatifyVote.Web.Roster.Pages;

/// <param name="CannotSignIn">Members without a passkey or password yet.</param>
internal sealed record LocalLine(LocalNumber Number, string Name, int Members, int Good, int CannotSignIn);

internal sealed record MemberLine(Guid Id, string Card, string Name, string? Email, bool CanSignIn, Standing Standing);

internal sealed record MemberList(IReadOnlyList<MemberLine> Members, int Total, int Page)
{
    public const int PageSize = 50;

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);
}

internal sealed record StandingLine(DateOnly From, Standing Standing);

internal sealed record MembershipLine(LocalNumber Local, string LocalName, DateOnly Since, DateOnly? Until, IReadOnlyList<StandingLine> Standings);

/// <param name="Memberships">Those in the locals the asking person keeps.</param>
internal sealed record MemberSheet(Guid Id, string Card, string Name, string? Email, bool HasSecret, bool CanSignIn, IReadOnlyList<MembershipLine> Memberships);

internal sealed record ImportLine(DateTimeOffset At, string Locals, int Lines, int MembersAdded, int MembershipsAdded, int Changed, string FileHash);

/// <summary>What roster pages show. Every method takes the reach of the person and shows nothing outside it.</summary>
internal sealed class RosterQuery(RatifyVoteDb db, Invitations invitations)
{
    public async Task<IReadOnlyList<LocalLine>> LocalsAsync(Reach reach, DateOnly today, CancellationToken ct)
    {
        IQueryable<MembershipRow> now = Current(today);
        IQueryable<Guid> canSignIn = invitations.MembersWhoCanSignIn;
        Dictionary<LocalNumber, int> members = await CountAsync(now, ct);
        Dictionary<LocalNumber, int> good = await CountAsync(now.Where(row => row.Standings.Where(standing => standing.From <= today)
            .OrderByDescending(standing => standing.From).Select(standing => standing.Standing).FirstOrDefault() == Standing.Good), ct);
        Dictionary<LocalNumber, int> without = await CountAsync(now.Where(row => !canSignIn.Contains(row.MemberId)), ct);
        return [.. (await db.Set<LocalRow>().AsNoTracking().OrderBy(row => row.Number).ToListAsync(ct)).Where(row => reach.Covers(row.Number))
            .Select(row => new LocalLine(row.Number, row.Name, members.GetValueOrDefault(row.Number), good.GetValueOrDefault(row.Number), without.GetValueOrDefault(row.Number)))];
    }

    /// <summary>Null when there is no such local.</summary>
    public Task<string?> LocalNameAsync(LocalNumber local, CancellationToken ct) =>
        db.Set<LocalRow>().Where(row => row.Number == local).Select(row => row.Name).SingleOrDefaultAsync(ct);

    /// <summary>Members of one local, by name.</summary>
    /// <param name="search">Part of a name, card number or e-mail address; empty: everybody.</param>
    /// <param name="page">From 1; outside the list it is the nearest page.</param>
    public async Task<MemberList> MembersAsync(LocalNumber local, string search, Standing? standing, int page, DateOnly today, CancellationToken ct)
    {
        IQueryable<Guid> canSignIn = invitations.MembersWhoCanSignIn;
        var lines = from membership in Current(today)
                    where membership.Local == local
                    join member in db.Set<MemberRow>() on membership.MemberId equals member.Id
                    select new
                    {
                        Member = member,
                        Standing = membership.Standings.Where(one => one.From <= today).OrderByDescending(one => one.From).Select(one => one.Standing).FirstOrDefault(),
                    };
        if (search.Length > 0)
        {
            string pattern = $"%{search.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            lines = lines.Where(line => EF.Functions.Like(line.Member.Name.ToLower(), pattern, "\\") || EF.Functions.Like(line.Member.CardNumber.ToLower(), pattern, "\\")
                || EF.Functions.Like(line.Member.Email!, pattern, "\\"));
        }

        if (standing is { } wanted)
        {
            lines = lines.Where(line => line.Standing == wanted);
        }

        int total = await lines.CountAsync(ct);
        MemberList empty = new([], total, 1);
        int shown = Math.Clamp(page, 1, empty.Pages);
        List<MemberLine> members = await lines.OrderBy(line => line.Member.Name).ThenBy(line => line.Member.CardNumber)
            .Skip((shown - 1) * MemberList.PageSize).Take(MemberList.PageSize)
            .Select(line => new MemberLine(line.Member.Id, line.Member.CardNumber, line.Member.Name, line.Member.Email,
                canSignIn.Contains(line.Member.Id), line.Standing)).AsNoTracking().ToListAsync(ct);
        return empty with { Members = members, Page = shown };
    }

    /// <summary>Null when there is no such member in a local of the reach.</summary>
    public async Task<MemberSheet?> MemberAsync(Guid member, Reach reach, CancellationToken ct)
    {
        IQueryable<Guid> canSignIn = invitations.MembersWhoCanSignIn;
        var row = await db.Set<MemberRow>().AsNoTracking().Where(one => one.Id == member)
            .Select(one => new { one.CardNumber, one.Name, one.Email, HasSecret = one.Secret != null, CanSignIn = canSignIn.Contains(one.Id) }).SingleOrDefaultAsync(ct);
        if (row is null)
        {
            return null;
        }

        var memberships = await (from one in db.Set<MembershipRow>()
                                 where one.MemberId == member
                                 join local in db.Set<LocalRow>() on one.Local equals local.Number
                                 orderby one.Local
                                 select new { one.Local, local.Name, one.Since, one.Until, Standings = one.Standings.OrderByDescending(standing => standing.From).ToList() })
            .AsNoTracking().ToListAsync(ct);
        List<MembershipLine> mine = [.. memberships.Where(one => reach.Covers(one.Local)).Select(one => new MembershipLine(
            one.Local, one.Name, one.Since, one.Until, [.. one.Standings.Select(standing => new StandingLine(standing.From, standing.Standing))]))];
        return mine.Count == 0 && !reach.Everywhere ? null : new(member, row.CardNumber, row.Name, row.Email, row.HasSecret, row.CanSignIn, mine);
    }

    /// <summary>The last files applied: everybody's for the international, else the person's own.</summary>
    public async Task<IReadOnlyList<ImportLine>> ImportsAsync(Reach reach, Guid by, int most, CancellationToken ct) =>
        await db.Set<RosterImportRow>().AsNoTracking().Where(row => reach.Everywhere || row.By == by).OrderByDescending(row => row.At).Take(most)
            .Select(row => new ImportLine(row.At, row.Locals, row.Lines, row.MembersAdded, row.MembershipsAdded, row.Changed, row.FileHash)).ToListAsync(ct);

    private IQueryable<MembershipRow> Current(DateOnly today) =>
        db.Set<MembershipRow>().AsNoTracking().Where(row => row.Since <= today && (row.Until == null || row.Until >= today));

    private static Task<Dictionary<LocalNumber, int>> CountAsync(IQueryable<MembershipRow> rows, CancellationToken ct) =>
        rows.GroupBy(row => row.Local).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, ct);
}
