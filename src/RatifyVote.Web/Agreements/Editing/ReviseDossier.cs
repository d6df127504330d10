using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Agreements.Editing;

/// <summary>Changes the working text of a dossier. What is published does not change by it. The caller names the revision it
/// showed; if somebody saved meanwhile, nothing is overwritten.</summary>
internal sealed class ReviseDossier(RatifyVoteDb db)
{
    public const int LongestText = 20_000;
    public const int MostIssues = 200;

    public async Task<DossierOutcome> RunAsync(string agreement, int local, int revision, Func<DossierContent, DossierContent> change, CancellationToken ct)
    {
        Dossier? dossier = await db.Set<Dossier>().SingleOrDefaultAsync(d => d.AgreementId == agreement && d.Local == local, ct);
        if (dossier is null)
        {
            return DossierOutcome.Because(DossierRefusal.NoSuchDossier);
        }
        if (dossier.Revision != revision)
        {
            return DossierOutcome.Because(DossierRefusal.ChangedMeanwhile);
        }

        DossierContent content = change(DossierText.Read(dossier.Working));
        DossierRefusal[] why = [.. Problems(content)];
        if (why.Length > 0)
        {
            return DossierOutcome.Because(why);
        }

        dossier.Working = DossierText.Write(agreement, local, 0, content);
        dossier.Revision = revision + 1;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return DossierOutcome.Because(DossierRefusal.ChangedMeanwhile);
        }
        return new DossierOutcome.Done(dossier.Revision);
    }

    private static IEnumerable<DossierRefusal> Problems(DossierContent content)
    {
        string[] texts =
        [
            content.Summary, content.Term, content.Covers, content.Recommendation, content.Minority, content.Meetings, content.Questions, content.Contact,
            .. content.Issues.SelectMany(i => new[] { i.Title, i.Current, i.Proposed, i.Changes, i.Effective, i.Clause }),
        ];
        if (texts.Any(t => t.Length > LongestText))
        {
            yield return DossierRefusal.TextTooLong;
        }
        if (content.Issues.Count > MostIssues)
        {
            yield return DossierRefusal.TooManyIssues;
        }
        if (content.Issues.Any(i => string.IsNullOrWhiteSpace(i.Title)))
        {
            yield return DossierRefusal.IssueWithoutTitle;
        }
    }
}
