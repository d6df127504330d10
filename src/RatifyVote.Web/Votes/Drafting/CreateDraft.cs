using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

internal abstract record CreateDraftOutcome
{
    private CreateDraftOutcome() { }

    public sealed record Created(string Vote) : CreateDraftOutcome;

    public sealed record Refused(DraftRefusal Why) : CreateDraftOutcome;
}

/// <summary>Begins a vote.</summary>
internal sealed class CreateDraft(RatifyVoteDb db, SiteSettings site, TimeProvider clock)
{
    public async Task<CreateDraftOutcome> RunAsync(string title, VoteKind kind, bool practice, Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(title) || title.Length > 200)
        {
            return new CreateDraftOutcome.Refused(DraftRefusal.TitleMissing);
        }

        DateTimeOffset now = clock.GetUtcNow();
        Vote vote = new()
        {
            Id = ElectionUuid.New(SystemRandom.Source), Union = site.UnionName, Title = title.Trim(), Kind = kind, Practice = practice,
            CreatedAt = now, Help = site.HelpLine ?? "",
        };
        if (practice)
        {
            (vote.NoticeHours, vote.CanvassHours, vote.ProtestHours) = (0, 0, 0);
            (vote.FlushEverySeconds, vote.FlushNewCredentials, vote.FlushSmallUnit) = (60, 1, 0);
        }
        db.Add(vote);
        AuditTrail.Append(db, now, actor, new VoteDrafted(vote.Id, vote.Title, practice));
        await db.SaveChangesAsync(ct);
        return new CreateDraftOutcome.Created(vote.Id);
    }
}
