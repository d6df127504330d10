using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes;

/// <summary>What other slices may ask about votes. Reads only; null or empty when there is no such vote or unit.</summary>
public sealed class VoteQueries(RatifyVoteDb db)
{
    public async Task<VoteSummary?> FindAsync(string vote, CancellationToken ct) =>
        await db.Set<Vote>().AsNoTracking().Where(v => v.Id == vote).Select(AsSummary).SingleOrDefaultAsync(ct);

    /// <summary>All votes in these phases, the earliest opening first.</summary>
    public async Task<IReadOnlyList<VoteSummary>> InPhasesAsync(IReadOnlyCollection<VotePhase> phases, CancellationToken ct) =>
        await db.Set<Vote>().AsNoTracking().Where(v => phases.Contains(v.Phase)).OrderBy(v => v.OpensAt).ThenBy(v => v.Id).Select(AsSummary).ToListAsync(ct);

    /// <summary>All units, in the order of terms.json: contests in their order, in each the locals by number.</summary>
    public async Task<IReadOnlyList<UnitSummary>> UnitsAsync(string vote, CancellationToken ct) =>
        await (from unit in db.Set<ContestUnit>().AsNoTracking()
               join contest in db.Set<Contest>() on new { unit.VoteId, Id = unit.ContestId } equals new { contest.VoteId, contest.Id }
               where unit.VoteId == vote
               orderby contest.Ordinal, unit.Local
               select AsUnit(unit)).ToListAsync(ct);

    public async Task<UnitSummary?> UnitAsync(string uuid, CancellationToken ct) =>
        await db.Set<ContestUnit>().AsNoTracking().Where(u => u.Uuid == uuid).Select(u => AsUnit(u)).SingleOrDefaultAsync(ct);

    public async Task<VoteSettings?> SettingsAsync(string vote, CancellationToken ct) =>
        await db.Set<Vote>().AsNoTracking().Where(v => v.Id == vote).Select(v => new VoteSettings(
            v.TrusteeThreshold, v.CertifiersRequired, v.FlushEverySeconds, v.FlushNewCredentials, v.FlushSmallUnit,
            v.CanvassHours, v.NoticeHours, v.ProtestHours, v.Help)).SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<TrusteeSeat>> TrusteesAsync(string vote, CancellationToken ct) =>
        await db.Set<VoteTrustee>().AsNoTracking().Where(t => t.VoteId == vote).OrderBy(t => t.Owner)
            .Select(t => new TrusteeSeat(t.Owner, t.Account, t.Name)).ToListAsync(ct);

    public async Task<IReadOnlyList<CertifierSeat>> CertifiersAsync(string vote, CancellationToken ct) =>
        await db.Set<VoteCertifier>().AsNoTracking().Where(c => c.VoteId == vote).OrderBy(c => c.Ordinal)
            .Select(c => new CertifierSeat(c.Ordinal, c.Account, c.Name, c.Office)).ToListAsync(ct);

    /// <summary>Exact bytes of terms.json; null before they are fixed.</summary>
    public async Task<byte[]?> TermsAsync(string vote, CancellationToken ct) =>
        await db.Set<Vote>().AsNoTracking().Where(v => v.Id == vote).Select(v => v.TermsRecord).SingleOrDefaultAsync(ct);

    /// <summary>Exact bytes of vote.json; null before they are fixed.</summary>
    public async Task<byte[]?> VoteRecordAsync(string vote, CancellationToken ct) =>
        await db.Set<Vote>().AsNoTracking().Where(v => v.Id == vote).Select(v => v.VoteRecord).SingleOrDefaultAsync(ct);

    /// <summary>The ballots a member is entitled to by the frozen rolls, the soonest close first. Spares bound to the member count.</summary>
    public async Task<IReadOnlyList<MemberBallot>> VotesOfMemberAsync(Guid member, CancellationToken ct) =>
        await (from entry in db.Set<RollEntry>().AsNoTracking()
               join unit in db.Set<ContestUnit>() on entry.Uuid equals unit.Uuid
               join contest in db.Set<Contest>() on new { unit.VoteId, Id = unit.ContestId } equals new { contest.VoteId, contest.Id }
               join vote in db.Set<Vote>() on unit.VoteId equals vote.Id
               where entry.MemberId == member
               orderby vote.ClosesAt, contest.Ordinal, unit.Local
               select new MemberBallot(
                   new VoteSummary(vote.Id, vote.Title, vote.Kind, vote.Phase, vote.Practice, vote.OpensAt, vote.ClosesAt),
                   AsUnit(unit), contest.Question, contest.AgreementId, entry.Status)).ToListAsync(ct);

    /// <summary>The frozen roll in order of i, spares last.</summary>
    public async Task<IReadOnlyList<RollRow>> RollAsync(string uuid, CancellationToken ct) =>
        await db.Set<RollEntry>().AsNoTracking().Where(e => e.Uuid == uuid).OrderBy(e => e.I).Select(AsRow).ToListAsync(ct);

    /// <summary>The member's entry in a unit's roll; null when the member has none. Of two (removed, then given a spare) the one that is not removed.</summary>
    public async Task<RollRow?> RollEntryOfAsync(string uuid, Guid member, CancellationToken ct) =>
        await db.Set<RollEntry>().AsNoTracking().Where(e => e.Uuid == uuid && e.MemberId == member)
            .OrderBy(e => e.Status == RollStatus.Removed).ThenByDescending(e => e.I).Select(AsRow).FirstOrDefaultAsync(ct);

    private static readonly System.Linq.Expressions.Expression<Func<Vote, VoteSummary>> AsSummary =
        v => new VoteSummary(v.Id, v.Title, v.Kind, v.Phase, v.Practice, v.OpensAt, v.ClosesAt);

    private static readonly System.Linq.Expressions.Expression<Func<RollEntry, RollRow>> AsRow =
        e => new RollRow(e.I, e.Kind, e.MemberId, e.Record, e.RSalt, e.Status);

    private static UnitSummary AsUnit(ContestUnit u) =>
        new(u.Uuid, u.VoteId, u.ContestId, new LocalNumber(u.Local), u.Name, u.Delegates, u.Fingerprint, u.CredentialsHash, u.Members, u.Spares);
}
