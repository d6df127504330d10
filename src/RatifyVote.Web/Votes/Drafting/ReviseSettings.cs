using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>The settings of a draft as a form fills them.</summary>
internal sealed record DraftSettings(
    string Title, VoteKind Kind, bool Practice, DateOnly? RecordDate, int FlushEverySeconds, int FlushNewCredentials, int FlushSmallUnit,
    int CanvassHours, int NoticeHours, int ProtestHours, string Help);

/// <summary>Sets a draft's title, kind, record date, flush and windows. Floors are judged before the seal, where the practice mark counts.</summary>
internal sealed class ReviseSettings(DraftEdit edit)
{
    public const int LongestHours = 24 * 90;

    public async Task<DraftOutcome> RunAsync(string vote, int revision, DraftSettings settings, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }
        DraftRefusal[] why = [.. Problems(settings)];
        if (why.Length > 0)
        {
            return DraftOutcome.Because(why);
        }

        (draft.Title, draft.Kind, draft.Practice, draft.RecordDate) = (settings.Title.Trim(), settings.Kind, settings.Practice, settings.RecordDate);
        (draft.FlushEverySeconds, draft.FlushNewCredentials, draft.FlushSmallUnit) = (settings.FlushEverySeconds, settings.FlushNewCredentials, settings.FlushSmallUnit);
        (draft.CanvassHours, draft.NoticeHours, draft.ProtestHours) = (settings.CanvassHours, settings.NoticeHours, settings.ProtestHours);
        draft.Help = settings.Help.Trim();
        return await edit.CommitAsync(draft, DraftPart.Settings, "", actor, ct);
    }

    private static IEnumerable<DraftRefusal> Problems(DraftSettings s)
    {
        if (string.IsNullOrWhiteSpace(s.Title) || s.Title.Length > 200)
        {
            yield return DraftRefusal.TitleMissing;
        }
        if (s.Help.Length > 500)
        {
            yield return DraftRefusal.TextTooLong;
        }
        bool hours = new[] { s.CanvassHours, s.NoticeHours, s.ProtestHours }.All(h => h is >= 0 and <= LongestHours);
        if (!hours || s.CanvassHours > 72 || s.FlushEverySeconds is < 1 or > 86_400 || s.FlushNewCredentials is < 1 or > 1_000 || s.FlushSmallUnit is < 0 or > 10_000)
        {
            yield return DraftRefusal.NumberOutOfRange;
        }
    }
}
