using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Agreements.Editing;

/// <summary>Gives more locals a dossier on an agreement. Those that have one keep it; returns how many are new.</summary>
internal sealed class AddLocals(RatifyVoteDb db, TimeProvider clock)
{
    public async Task<int> RunAsync(string agreement, IReadOnlyCollection<LocalNumber> locals, Actor actor, CancellationToken ct)
    {
        int[] known = await db.Set<Dossier>().Where(d => d.AgreementId == agreement).Select(d => d.Local).ToArrayAsync(ct);
        int[] added = [.. locals.Select(l => l.Value).Except(known).Order()];
        if (added.Length == 0 || !await db.Set<Agreement>().AnyAsync(a => a.Id == agreement, ct))
        {
            return 0;
        }

        db.AddRange(added.Select(n => new Dossier { AgreementId = agreement, Local = n, Working = DossierText.Write(agreement, n, 0, DossierContent.Empty) }));
        AuditTrail.Append(db, clock.GetUtcNow(), actor, new AgreementLocalsAdded(agreement, added));
        await db.SaveChangesAsync(ct);
        return added.Length;
    }
}
