using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees.Storage;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>Takes one message of a trustee into the round it belongs to: verified, stored once, the same bytes again are no refusal.
/// Two messages of one trustee at once: the row's own condition lets one through.</summary>
internal sealed class ReceiveMessage(RatifyVoteDb db, TimeProvider clock)
{
    public Task<CeremonyAnswer> CertAsync(string voteId, Guid accountId, SignedMessage cert, CancellationToken ct) => TakeAsync(
        voteId, accountId, CeremonyRound.Certs, cert.Write(), seat => seat.Cert, (seat, bytes) => seat.Cert = bytes,
        (ceremony, seat) => ceremony.Rules.VerifyCert(seat.Place, cert) is TrusteeFinding.Valid && IsNew(ceremony, seat, cert),
        seat => new TrusteeCertReceived(voteId, seat.Place), ct);

    public Task<CeremonyAnswer> PolynomialAsync(string voteId, Guid accountId, PolynomialMessage message, CancellationToken ct) => TakeAsync(
        voteId, accountId, CeremonyRound.Polynomials, message.Write(), seat => seat.Polynomial, (seat, bytes) => seat.Polynomial = bytes,
        (ceremony, seat) => ceremony.Rules.VerifyPolynomial(seat.Place, ceremony.Certs, message) is TrusteeFinding.Valid,
        seat => new TrusteePolynomialReceived(voteId, seat.Place), ct);

    public async Task<CeremonyAnswer> OutputAsync(string voteId, Guid accountId, VerificationOutput output, CancellationToken ct)
    {
        CeremonyAnswer answer = await TakeAsync(
            voteId, accountId, CeremonyRound.Keys, output.Write(), seat => seat.Output, (seat, bytes) => seat.Output = bytes,
            (ceremony, seat) => ceremony.Rules.VerifyOutput(seat.Place, ceremony.Certs, [.. ceremony.Polynomials.Select(p => p.Coefexps)], output) is TrusteeFinding.Valid,
            seat => new TrusteeKeyReceived(voteId, seat.Place), ct);
        await AssembleAsync(voteId, ct);
        return answer;
    }

    public async Task<CeremonyAnswer> KeyCheckAsync(string voteId, Guid accountId, KeyCheck check, CancellationToken ct)
    {
        if (await OneCeremony.ReadAsync(db, voteId, ct) is not { } ceremony || ceremony.SeatOf(accountId) is not { } seat)
        {
            return CeremonyAnswer.No(IslandRefusal.NotFound);
        }

        if (ceremony.Round is not (CeremonyRound.Checked or CeremonyRound.Ready) || check.Owner != seat.Place || check.Nonce != seat.Nonce)
        {
            return CeremonyAnswer.No(IslandRefusal.WrongState);
        }

        string key = ceremony.Outputs[seat.Place - 1].PublicKey.PublicKey;
        if (!ceremony.Rules.Group.TryDecode(key, out var element) || check.Verify(ceremony.Rules.Group, element, voteId) is not ProofFinding.Valid)
        {
            return CeremonyAnswer.No(IslandRefusal.Unreadable);
        }

        if (seat.KeyCheckedAt is null)
        {
            seat.KeyCheckedAt = clock.GetUtcNow();
            AuditTrail.Append(db, seat.KeyCheckedAt.Value, new Actor.Person(accountId), new TrusteeKeyChecked(voteId, seat.Place));
            await db.SaveChangesAsync(ct);
        }

        return CeremonyAnswer.Done;
    }

    /// <summary>Puts the record together when every public key is in. May run twice: the second finds it done.</summary>
    private async Task AssembleAsync(string voteId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await OneCeremony.ReadAsync(db, voteId, ct) is not { Row.TrusteesRecord: null } ceremony || ceremony.Seats.Any(seat => seat.Output is null))
        {
            return;
        }

        TrusteeList record = new([ceremony.Rules.Assemble(ceremony.Certs, ceremony.Polynomials, ceremony.Outputs)]);
        if (TrusteesVerifier.Verify(record, ceremony.Rules.Group, voteId).Verified is null)
        {
            throw new InvalidOperationException("Messages that were each accepted do not make a valid trustees record.");
        }

        foreach (SeatRow seat in ceremony.Seats)
        {
            seat.Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        }

        ceremony.Row.TrusteesRecord = record.Write();
        AuditTrail.Append(db, clock.GetUtcNow(), Actor.Scheduler, new TrusteesRecordAssembled(voteId, record.Hash.ToHex()));
        await StoredAsync(ct);
    }

    private async Task<CeremonyAnswer> TakeAsync(
        string voteId, Guid accountId, CeremonyRound round, byte[] message, Func<SeatRow, byte[]?> stored, Action<SeatRow, byte[]> store,
        Func<OneCeremony, SeatRow, bool> valid, Func<SeatRow, AuditEvent> happened, CancellationToken ct)
    {
        if (await OneCeremony.ReadAsync(db, voteId, ct) is not { } ceremony || ceremony.SeatOf(accountId) is not { } seat)
        {
            return CeremonyAnswer.No(IslandRefusal.NotFound);
        }

        if (stored(seat) is { } before)
        {
            return before.AsSpan().SequenceEqual(message) ? CeremonyAnswer.Done : CeremonyAnswer.No(IslandRefusal.WrongState);
        }

        if (ceremony.Round != round || ceremony.Row.AbortedBy is not null)
        {
            return CeremonyAnswer.No(IslandRefusal.WrongState);
        }

        if (!valid(ceremony, seat))
        {
            return CeremonyAnswer.No(IslandRefusal.Unreadable);
        }

        store(seat, message);
        AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(accountId), happened(seat));
        return await StoredAsync(ct) ? CeremonyAnswer.Done : CeremonyAnswer.No(IslandRefusal.WrongState);
    }

    /// <summary>False when another request changed the row in between.</summary>
    private async Task<bool> StoredAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>A certificate with another trustee's keys is a copy: its sender could not use it, and the sum of keys would count it twice.</summary>
    private static bool IsNew(OneCeremony ceremony, SeatRow seat, SignedMessage cert) =>
        CertMessage.Verify(cert, ceremony.Rules.ContextOf(seat.Place), out CertKeys own) is TrusteeFinding.Valid
        && own.VerificationText != own.EncryptionText
        && ceremony.Seats.Where(other => other.Place != seat.Place && other.Cert is not null).All(other =>
            SignedMessage.TryParse(other.Cert, out SignedMessage? theirs, out _)
            && CertMessage.Verify(theirs, ceremony.Rules.ContextOf(other.Place), out CertKeys keys) is TrusteeFinding.Valid
            && keys.VerificationText != own.VerificationText && keys.EncryptionText != own.EncryptionText);
}
