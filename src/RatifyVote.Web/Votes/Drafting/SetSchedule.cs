using RatifyVote.Web.Audit;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>Plans when a vote opens and closes, in whole seconds.</summary>
internal sealed class SetSchedule(DraftEdit edit)
{
    public async Task<DraftOutcome> RunAsync(string vote, int revision, DateTimeOffset opensAt, DateTimeOffset closesAt, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }
        if (closesAt <= opensAt)
        {
            return DraftOutcome.Because(DraftRefusal.ScheduleBackwards);
        }

        (draft.PlannedOpensAt, draft.PlannedClosesAt) = (Protocol.Records.UtcTime.ToWholeSeconds(opensAt), Protocol.Records.UtcTime.ToWholeSeconds(closesAt));
        (draft.OpensAt, draft.ClosesAt) = (draft.PlannedOpensAt, draft.PlannedClosesAt);
        return await edit.CommitAsync(draft, DraftPart.Schedule, "", actor, ct);
    }
}
