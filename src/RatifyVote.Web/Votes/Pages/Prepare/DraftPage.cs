using RatifyVote.Domain;
using RatifyVote.Domain.Rules;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Drafting;
using RatifyVote.Web.Votes.Sealing;

namespace RatifyVote.Web.Votes.Pages.Prepare;

internal sealed record UnitLine(LocalNumber Local, string Name, int? Delegates);

internal sealed record ContestPage(
    string Id, string Agreement, ContestTexts Texts, IReadOnlyList<UnitLine> Units, RuleSet? Rules, string TableName, string TableSource,
    IReadOnlyList<string> ConfirmedBy, IReadOnlyList<Guid> ConfirmedAccounts);

/// <summary>A vote as the officers' pages show it.</summary>
internal sealed record DraftPage(
    string Id, VotePhase Phase, int Revision, DraftSettings Settings, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, IReadOnlyList<ContestPage> Contests,
    int Threshold, IReadOnlyList<TrusteeSeat> Trustees, int CertifiersRequired, IReadOnlyList<CertifierSeat> Certifiers,
    string SealAskedBy, Guid? SealAskedAccount, bool SealStarted, string VoidAskedBy, Guid? VoidAskedAccount, string VoidReason, bool VoidStarted, string? CopiedFrom)
{
    public string Path => $"/votes/{Id}/prepare";

    public bool CanEdit => Phase is VotePhase.Draft && !SealStarted;
}

internal sealed class DraftQuery(RatifyVoteDb db)
{
    public async Task<DraftPage?> ReadAsync(string vote, CancellationToken ct)
    {
        if (await DraftView.ReadAsync(db, vote, ct) is not { } view)
        {
            return null;
        }

        var v = view.Vote;
        return new DraftPage(
            v.Id, v.Phase, v.Revision,
            new DraftSettings(v.Title, v.Kind, v.Practice, v.RecordDate, v.FlushEverySeconds, v.FlushNewCredentials, v.FlushSmallUnit, v.CanvassHours, v.NoticeHours, v.ProtestHours, v.Help),
            v.OpensAt, v.ClosesAt,
            [.. view.Contests.Select(c => new ContestPage(
                c.Contest.Id, c.Contest.AgreementId, new ContestTexts(c.Contest.Question, c.Contest.Yes, c.Contest.No, c.Contest.MeansYes, c.Contest.MeansNo),
                [.. c.Units.Select(u => new UnitLine(new LocalNumber(u.Local), u.Name, u.Delegates))], c.Rules, c.Contest.DelegateTableName, c.Contest.DelegateTableSource,
                c.ConfirmedBy, [.. c.Confirmations.Where(one => one.RulesHash == ConfirmAssumptions.HashOf(c.Contest.Rules)).Select(one => one.Account)]))],
            v.TrusteeThreshold, [.. view.Trustees.Select(t => new TrusteeSeat(t.Owner, t.Account, t.Name))],
            v.CertifiersRequired, [.. view.Certifiers.Select(p => new CertifierSeat(p.Ordinal, p.Account, p.Name, p.Office))],
            v.SealAskedByName, v.SealAskedBy is { } asked && v.SealAskedRevision == v.Revision ? asked : null, v.SealStarted,
            v.VoidAskedByName, v.VoidAskedBy, v.VoidReason, v.VoidApprovedBy is not null, v.CopiedFrom);
    }
}
