using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Agreements.Editing;

/// <summary>Publishes the working text as the next version. The version, its hash and its time never change again; the notice
/// period of a vote runs from it.</summary>
internal sealed class PublishDossier(RatifyVoteDb db, TimeProvider clock)
{
    /// <param name="whatChanged">Required from the second version on: what changed against the one before, in the publisher's words.</param>
    public async Task<DossierOutcome> RunAsync(string agreement, int local, int revision, string whatChanged, Actor actor, CancellationToken ct)
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

        DossierContent content = DossierText.Read(dossier.Working);
        List<DossierRefusal> why = await ProblemsAsync(dossier, content, whatChanged.Trim(), ct);
        if (why.Count > 0)
        {
            return new DossierOutcome.Refused(why);
        }

        DateTimeOffset now = clock.GetUtcNow();
        int version = dossier.PublishedVersion + 1;
        byte[] text = DossierText.Write(agreement, local, version, content);
        string hash = DossierText.HashOf(text);
        db.Add(new DossierVersion
        {
            AgreementId = agreement, Local = local, Version = version, Text = text, Hash = hash,
            // Records carry whole seconds; the table and the record must say the same.
            PublishedAt = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero),
            WhatChanged = version == 1 ? "" : whatChanged.Trim(),
        });
        dossier.PublishedVersion = version;
        dossier.Revision++;
        AuditTrail.Append(db, now, actor, new DossierPublished(agreement, local, version, hash));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return DossierOutcome.Because(DossierRefusal.ChangedMeanwhile);
        }
        return new DossierOutcome.Published(version, hash);
    }

    private async Task<List<DossierRefusal>> ProblemsAsync(Dossier dossier, DossierContent content, string whatChanged, CancellationToken ct)
    {
        List<DossierRefusal> why = [];
        if (string.IsNullOrWhiteSpace(content.Summary))
        {
            why.Add(DossierRefusal.SummaryMissing);
        }
        if (content.Issues.Count == 0)
        {
            why.Add(DossierRefusal.IssuesMissing);
        }
        if (content.Issues.Any(i => string.IsNullOrWhiteSpace(i.Proposed) || string.IsNullOrWhiteSpace(i.Changes)))
        {
            why.Add(DossierRefusal.IssueIncomplete);
        }
        if (dossier.PublishedVersion == 0)
        {
            return why;
        }

        byte[] last = await db.Set<DossierVersion>()
            .Where(v => v.AgreementId == dossier.AgreementId && v.Local == dossier.Local && v.Version == dossier.PublishedVersion)
            .Select(v => v.Text).SingleAsync(ct);
        if (last.AsSpan().SequenceEqual(DossierText.Write(dossier.AgreementId, dossier.Local, dossier.PublishedVersion, content)))
        {
            why.Add(DossierRefusal.NothingChanged);
        }
        else if (whatChanged.Length is 0 or > 2000)
        {
            why.Add(DossierRefusal.WhatChangedMissing);
        }
        return why;
    }
}
