using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Agreements.Editing;

internal abstract record AttachOutcome
{
    private AttachOutcome() { }

    public sealed record Attached(string Sha256) : AttachOutcome;

    public sealed record Refused(DocumentRefusal Why) : AttachOutcome;

    public sealed record NotRevised(DossierRefusal Why) : AttachOutcome;
}

/// <summary>Takes a PDF into a dossier's working text. The same bytes under the same name again change nothing.</summary>
internal sealed class AttachDocument(RatifyVoteDb db, TimeProvider clock)
{
    public async Task<AttachOutcome> RunAsync(string agreement, int local, string name, byte[] bytes, Actor actor, CancellationToken ct)
    {
        if (PdfUpload.WhyNot(name, bytes) is { } refusal)
        {
            return new AttachOutcome.Refused(refusal);
        }
        Dossier? dossier = await db.Set<Dossier>().SingleOrDefaultAsync(d => d.AgreementId == agreement && d.Local == local, ct);
        if (dossier is null)
        {
            return new AttachOutcome.NotRevised(DossierRefusal.NoSuchDossier);
        }

        DossierContent content = DossierText.Read(dossier.Working);
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (content.Documents.FirstOrDefault(d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            return same.Sha256 == hash ? new AttachOutcome.Attached(hash) : new AttachOutcome.Refused(DocumentRefusal.NameTaken);
        }

        dossier.Working = DossierText.Write(agreement, local, 0, content with { Documents = [.. content.Documents, new DocumentRef(name, bytes.Length, hash)] });
        dossier.Revision++;
        if (!await db.Set<DossierDocument>().AnyAsync(d => d.AgreementId == agreement && d.Local == local && d.Sha256 == hash, ct))
        {
            db.Add(new DossierDocument { AgreementId = agreement, Local = local, Sha256 = hash, Bytes = bytes });
        }
        AuditTrail.Append(db, clock.GetUtcNow(), actor, new DossierDocumentAdded(agreement, local, name, hash));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new AttachOutcome.NotRevised(DossierRefusal.ChangedMeanwhile);
        }
        return new AttachOutcome.Attached(hash);
    }
}
