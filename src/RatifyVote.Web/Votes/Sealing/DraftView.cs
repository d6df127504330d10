using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Rules;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>A contest of a draft with all that belongs to it.</summary>
internal sealed record DraftContest(Contest Contest, IReadOnlyList<ContestUnit> Units, IReadOnlyList<AssumptionConfirmation> Confirmations)
{
    public RuleSet? Rules { get; } = RuleSet.TryParse(Contest.Rules, out RuleSet? rules, out _) ? rules : null;

    /// <summary>The people who confirmed the assumed values of exactly these rules.</summary>
    public IReadOnlyList<string> ConfirmedBy =>
        [.. Confirmations.Where(c => c.RulesHash == Drafting.ConfirmAssumptions.HashOf(Contest.Rules)).Select(c => c.Name)];
}

/// <summary>Everything of one vote that is in our tables, read at once and not tracked.</summary>
internal sealed record DraftView(Vote Vote, IReadOnlyList<DraftContest> Contests, IReadOnlyList<VoteTrustee> Trustees, IReadOnlyList<VoteCertifier> Certifiers)
{
    /// <summary>Units in the order of terms.json.</summary>
    public IEnumerable<(DraftContest Contest, ContestUnit Unit)> Units => Contests.SelectMany(c => c.Units, (c, u) => (c, u));

    public static async Task<DraftView?> ReadAsync(RatifyVoteDb db, string vote, CancellationToken ct)
    {
        if (await db.Set<Vote>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == vote, ct) is not { } found)
        {
            return null;
        }

        List<Contest> contests = await db.Set<Contest>().AsNoTracking().Where(c => c.VoteId == vote).OrderBy(c => c.Ordinal).ToListAsync(ct);
        ILookup<string, ContestUnit> units = (await db.Set<ContestUnit>().AsNoTracking().Where(u => u.VoteId == vote).OrderBy(u => u.Local).ToListAsync(ct)).ToLookup(u => u.ContestId);
        ILookup<string, AssumptionConfirmation> confirmations = (await db.Set<AssumptionConfirmation>().AsNoTracking().Where(c => c.VoteId == vote).OrderBy(c => c.Name).ToListAsync(ct))
            .ToLookup(c => c.ContestId);
        return new DraftView(
            found,
            [.. contests.Select(c => new DraftContest(c, [.. units[c.Id]], [.. confirmations[c.Id]]))],
            await db.Set<VoteTrustee>().AsNoTracking().Where(t => t.VoteId == vote).OrderBy(t => t.Owner).ToListAsync(ct),
            await db.Set<VoteCertifier>().AsNoTracking().Where(c => c.VoteId == vote).OrderBy(c => c.Ordinal).ToListAsync(ct));
    }
}
