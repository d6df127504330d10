using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Agreements.Pages;

/// <summary>A published version as the list of versions shows it.</summary>
internal sealed record VersionLine(int Version, DateTimeOffset PublishedAt, string Hash, string WhatChanged);

/// <summary>A dossier to read: one version's content.</summary>
internal sealed record ReadableDossier(
    string Agreement, string AgreementName, string Employer, int Local, VersionLine Shown, DossierContent Content, IReadOnlyList<VersionLine> Versions);

/// <summary>A dossier to work on.</summary>
internal sealed record WorkingDossier(
    string Agreement, string AgreementName, int Local, int Revision, DossierContent Content, IReadOnlyList<VersionLine> Versions);

/// <summary>One local's dossier in a list.</summary>
internal sealed record DossierLine(string Agreement, string AgreementName, int Local, DateTimeOffset? PublishedAt, int Version, int Issues);

/// <summary>What the pages of this slice read.</summary>
internal sealed class DossierQuery(RatifyVoteDb db)
{
    /// <summary>The version asked for, or the last published one; null when there is none.</summary>
    public async Task<ReadableDossier?> ReadAsync(string agreement, int local, int? version, CancellationToken ct)
    {
        if (await db.Set<Agreement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == agreement, ct) is not { } named)
        {
            return null;
        }
        IReadOnlyList<VersionLine> versions = await VersionsAsync(agreement, local, ct);
        if ((version is null ? versions.FirstOrDefault() : versions.FirstOrDefault(v => v.Version == version)) is not { } shown)
        {
            return null;
        }
        byte[] text = await db.Set<DossierVersion>().Where(v => v.AgreementId == agreement && v.Local == local && v.Version == shown.Version).Select(v => v.Text).SingleAsync(ct);
        return new(agreement, named.Name, named.Employer, local, shown, DossierText.Read(text), versions);
    }

    public async Task<WorkingDossier?> WorkingAsync(string agreement, int local, CancellationToken ct)
    {
        var found = await (from dossier in db.Set<Dossier>().AsNoTracking()
                           join named in db.Set<Agreement>() on dossier.AgreementId equals named.Id
                           where dossier.AgreementId == agreement && dossier.Local == local
                           select new { named.Name, dossier.Revision, dossier.Working }).SingleOrDefaultAsync(ct);
        return found is null ? null : new(agreement, found.Name, local, found.Revision, DossierText.Read(found.Working), await VersionsAsync(agreement, local, ct));
    }

    /// <summary>All dossiers, or only those of these locals, by agreement and local.</summary>
    public async Task<IReadOnlyList<DossierLine>> ListAsync(IReadOnlySet<LocalNumber>? locals, CancellationToken ct)
    {
        var all = await (from dossier in db.Set<Dossier>().AsNoTracking()
                         join named in db.Set<Agreement>() on dossier.AgreementId equals named.Id
                         orderby named.Name, dossier.Local
                         select new { dossier.AgreementId, named.Name, dossier.Local, dossier.Working, dossier.PublishedVersion }).ToListAsync(ct);
        Dictionary<(string, int), DateTimeOffset> published = await db.Set<DossierVersion>().AsNoTracking()
            .GroupBy(v => new { v.AgreementId, v.Local }).Select(g => new { g.Key.AgreementId, g.Key.Local, At = g.Max(v => v.PublishedAt) })
            .ToDictionaryAsync(g => (g.AgreementId, g.Local), g => g.At, ct);
        return
        [
            .. all.Where(d => locals is null || locals.Contains(new LocalNumber(d.Local))).Select(d => new DossierLine(
                d.AgreementId, d.Name, d.Local, published.TryGetValue((d.AgreementId, d.Local), out DateTimeOffset at) ? at : null,
                d.PublishedVersion, DossierText.Read(d.Working).Issues.Count)),
        ];
    }

    /// <summary>A document by its hash, when a published version of the dossier names it (or, for its officers, the working text).</summary>
    public async Task<(DocumentRef Document, byte[] Bytes)?> DocumentAsync(string agreement, int local, string sha256, bool working, CancellationToken ct)
    {
        List<byte[]> texts = await db.Set<DossierVersion>().Where(v => v.AgreementId == agreement && v.Local == local).OrderByDescending(v => v.Version).Select(v => v.Text).ToListAsync(ct);
        if (working)
        {
            texts.AddRange(await db.Set<Dossier>().Where(d => d.AgreementId == agreement && d.Local == local).Select(d => d.Working).ToListAsync(ct));
        }
        DocumentRef? document = texts.SelectMany(t => DossierText.Read(t).Documents).FirstOrDefault(d => d.Sha256 == sha256);
        return document is not null
            && await db.Set<DossierDocument>().AsNoTracking().SingleOrDefaultAsync(d => d.AgreementId == agreement && d.Local == local && d.Sha256 == sha256, ct) is { } stored
            ? (document, stored.Bytes) : null;
    }

    private async Task<IReadOnlyList<VersionLine>> VersionsAsync(string agreement, int local, CancellationToken ct) =>
        await db.Set<DossierVersion>().AsNoTracking().Where(v => v.AgreementId == agreement && v.Local == local).OrderByDescending(v => v.Version)
            .Select(v => new VersionLine(v.Version, v.PublishedAt, v.Hash, v.WhatChanged)).ToListAsync(ct);
}
