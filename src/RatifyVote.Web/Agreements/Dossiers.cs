using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Agreements.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Agreements;

/// <summary>What other slices may ask about agreements and dossiers. Reads only.</summary>
public sealed class Dossiers(RatifyVoteDb db)
{
    public async Task<IReadOnlyList<AgreementSummary>> AgreementsAsync(CancellationToken ct)
    {
        List<Agreement> agreements = await db.Set<Agreement>().AsNoTracking().OrderBy(a => a.Name).ToListAsync(ct);
        ILookup<string, int> locals = (await db.Set<Dossier>().AsNoTracking().OrderBy(d => d.Local).Select(d => new { d.AgreementId, d.Local }).ToListAsync(ct))
            .ToLookup(d => d.AgreementId, d => d.Local);
        return [.. agreements.Select(a => new AgreementSummary(a.Id, a.Name, a.Employer, [.. locals[a.Id].Select(n => new LocalNumber(n))]))];
    }

    /// <summary>The state of one dossier; "not published" when there is none.</summary>
    public async Task<DossierState> StateOfAsync(LocalNumber local, string agreement, CancellationToken ct) =>
        (await StatesOfAsync(agreement, [local], ct))[0];

    /// <summary>The states of these locals' dossiers on an agreement, in the order asked.</summary>
    public async Task<IReadOnlyList<DossierState>> StatesOfAsync(string agreement, IReadOnlyList<LocalNumber> locals, CancellationToken ct)
    {
        int[] numbers = [.. locals.Select(l => l.Value)];
        var versions = await db.Set<DossierVersion>().AsNoTracking().Where(v => v.AgreementId == agreement && numbers.Contains(v.Local))
            .Select(v => new { v.Local, v.Version, v.Hash, v.PublishedAt }).ToListAsync(ct);
        return [.. locals.Select(local =>
        {
            var own = versions.Where(v => v.Local == local.Value).OrderBy(v => v.Version).ToList();
            return own.Count == 0
                ? new DossierState(local, agreement, 0, "", null, null)
                : new DossierState(local, agreement, own[^1].Version, own[^1].Hash, own[^1].PublishedAt, own[0].PublishedAt);
        })];
    }
}
