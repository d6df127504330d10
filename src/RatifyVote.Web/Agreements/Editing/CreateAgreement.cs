using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Agreements.Editing;

internal enum AgreementRefusal
{
    IdNotPlain,
    IdTaken,
    NameMissing,
    NoLocals,
}

internal abstract record AgreementOutcome
{
    private AgreementOutcome() { }

    public sealed record Created(string Id) : AgreementOutcome;

    public sealed record Refused(IReadOnlyList<AgreementRefusal> Why) : AgreementOutcome;
}

/// <summary>Names an agreement and gives every local it covers an empty dossier.</summary>
internal sealed class CreateAgreement(RatifyVoteDb db, TimeProvider clock)
{
    public async Task<AgreementOutcome> RunAsync(string id, string name, string employer, IReadOnlyCollection<LocalNumber> locals, Actor actor, CancellationToken ct)
    {
        List<AgreementRefusal> why = [];
        if (!Slug.Is(id))
        {
            why.Add(AgreementRefusal.IdNotPlain);
        }
        else if (await db.Set<Agreement>().AnyAsync(a => a.Id == id, ct))
        {
            why.Add(AgreementRefusal.IdTaken);
        }
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200 || employer.Length > 200)
        {
            why.Add(AgreementRefusal.NameMissing);
        }
        if (locals.Count == 0)
        {
            why.Add(AgreementRefusal.NoLocals);
        }
        if (why.Count > 0)
        {
            return new AgreementOutcome.Refused(why);
        }

        DateTimeOffset now = clock.GetUtcNow();
        db.Add(new Agreement { Id = id, Name = name.Trim(), Employer = employer.Trim(), CreatedAt = now });
        int[] numbers = [.. locals.Select(l => l.Value).Distinct().Order()];
        db.AddRange(numbers.Select(n => new Dossier { AgreementId = id, Local = n, Working = DossierText.Write(id, n, 0, DossierContent.Empty) }));
        AuditTrail.Append(db, now, actor, new AgreementCreated(id, name.Trim(), numbers));
        await db.SaveChangesAsync(ct);
        return new AgreementOutcome.Created(id);
    }
}
