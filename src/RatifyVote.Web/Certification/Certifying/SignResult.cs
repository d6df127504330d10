using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification.Certifying;

internal sealed record ResultSigned(string Vote, string Certifier, string Statement) : AuditEvent;

/// <summary>What became of a certifier's signature.</summary>
internal enum SignAnswer
{
    Taken,
    NotFound,
    /// <summary>The vote is not under review, or another result is.</summary>
    WrongState,
    /// <summary>Somebody before this certifier has not spoken yet.</summary>
    NotYourTurn,
    AlreadySigned,
    /// <summary>The signature is not one of this person's sealed passkeys over this result, made on this site.</summary>
    SignatureWrong,
}

/// <summary>A passkey's answer, as it came from the browser.</summary>
internal sealed record PasskeyAssertion(byte[] AuthenticatorData, byte[] ClientData, byte[] Signature);

/// <summary>Takes a certifier's statement: a passkey assertion over the result's hash under a key that was sealed into the terms, checked by the same code as
/// the public verifier. One statement each, in the order of the terms. May run twice.</summary>
internal sealed class SignResult(RatifyVoteDb db, VoteQueries votes, Certificates certificates, Journal journal, SiteSettings site, TimeProvider clock)
{
    public async Task<SignAnswer> RunAsync(string voteId, Guid account, RecordHash result, CertificateStatement statement, string? words, PasskeyAssertion assertion, CancellationToken ct)
    {
        IReadOnlyList<CertifierStanding> standings = await certificates.StandingsAsync(voteId, ct);
        int place = standings.ToList().FindIndex(one => one.Account == account);
        if (place < 0 || await votes.FindAsync(voteId, ct) is not { } vote)
        {
            return SignAnswer.NotFound;
        }

        byte[]? record = await db.Set<ResultRow>().AsNoTracking().Where(row => row.VoteId == voteId).Select(row => row.Record).SingleOrDefaultAsync(ct);
        if (!vote.Phase.Permits(VoteAction.Certify) || record is null || RecordHash.Of(record) != result)
        {
            return SignAnswer.WrongState;
        }

        if (standings[place].Certifies is not null)
        {
            return SignAnswer.AlreadySigned;
        }

        if (standings.Take(place).Any(one => one.Certifies is null))
        {
            return SignAnswer.NotYourTurn;
        }

        if (!Terms.TryParse(await votes.TermsAsync(voteId, ct), out Terms? terms, out _))
        {
            throw new InvalidDataException($"The terms of vote {voteId} cannot be read.");
        }

        CertifierTerms person = terms.Certifiers.People[place];
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset wholeSeconds = new(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        Certificate? certificate = person.Keys
            .Select(key => new Certificate(person.Id, statement, words, wholeSeconds, key, assertion.AuthenticatorData, assertion.ClientData, assertion.Signature))
            .FirstOrDefault(one => one.Verify(result) is AssertionFinding.Valid);
        if (certificate is null || !ClientOrigin.IsOf(assertion.ClientData, site.PublicUrl))
        {
            return SignAnswer.SignatureWrong;
        }

        db.Add(new CertificateRow
        {
            VoteId = voteId,
            Ordinal = standings[place].Ordinal,
            Certifier = person.Id,
            Name = person.Name,
            Office = person.Office,
            Certifies = statement is CertificateStatement.Certify,
            Record = new CertificatesFile([certificate]).Write(),
            At = wholeSeconds,
        });
        AuditTrail.Append(db, now, new Actor.Person(account), new ResultSigned(voteId, person.Id, statement.Word()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return SignAnswer.AlreadySigned;
        }

        await JournalAsync(voteId, result, ct);
        return SignAnswer.Taken;
    }

    /// <summary>Brings every stored statement into the journal that is not there yet.</summary>
    public async Task JournalAsync(string voteId, RecordHash result, CancellationToken ct)
    {
        foreach (Certificate certificate in (await certificates.FileAsync(voteId, ct)).Certificates)
        {
            await journal.AppendOnceAsync(voteId, certificate.Certifier, new JournalData.Certified(result, certificate.Certifier, certificate.Statement, certificate.Hash()), ct);
        }
    }
}
