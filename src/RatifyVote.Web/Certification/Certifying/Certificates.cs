using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification.Certifying;

/// <summary>A certifier's place and what they said.</summary>
/// <param name="Certifies">Null while they have not spoken.</param>
public sealed record CertifierStanding(int Ordinal, Guid Account, string Name, string Office, bool? Certifies, DateTimeOffset? At);

/// <summary>The statements of a vote's certifiers.</summary>
internal sealed class Certificates(RatifyVoteDb db, VoteQueries votes)
{
    /// <summary>In the order of signing.</summary>
    public async Task<IReadOnlyList<CertifierStanding>> StandingsAsync(string voteId, CancellationToken ct)
    {
        Dictionary<int, CertificateRow> said = await db.Set<CertificateRow>().AsNoTracking().Where(row => row.VoteId == voteId).ToDictionaryAsync(row => row.Ordinal, ct);
        return [.. (await votes.CertifiersAsync(voteId, ct)).Select(seat => said.TryGetValue(seat.Ordinal, out CertificateRow? row)
            ? new CertifierStanding(seat.Ordinal, seat.Account, seat.Name, seat.Office, row.Certifies, row.At)
            : new CertifierStanding(seat.Ordinal, seat.Account, seat.Name, seat.Office, null, null))];
    }

    /// <summary>As many as the terms require have certified.</summary>
    public async Task<bool> SufficeAsync(string voteId, CancellationToken ct)
    {
        int required = (await votes.SettingsAsync(voteId, ct))!.CertifiersRequired;
        return await db.Set<CertificateRow>().CountAsync(row => row.VoteId == voteId && row.Certifies, ct) >= required;
    }

    /// <summary>When the last certificate was given: the protest window runs from here.</summary>
    public async Task<DateTimeOffset?> LastAtAsync(string voteId, CancellationToken ct) =>
        (await db.Set<CertificateRow>().Where(row => row.VoteId == voteId).Select(row => row.At).ToListAsync(ct)) is { Count: > 0 } times ? times.Max() : null;

    /// <summary>The file certificates.json, in the order of signing.</summary>
    public async Task<CertificatesFile> FileAsync(string voteId, CancellationToken ct) => new(
    [
        .. (await db.Set<CertificateRow>().AsNoTracking().Where(row => row.VoteId == voteId).OrderBy(row => row.Ordinal).Select(row => row.Record).ToListAsync(ct))
            .SelectMany(record => CertificatesFile.TryParse(record, out CertificatesFile? file, out _) ? file.Certificates
                : throw new InvalidDataException($"A stored certificate of vote {voteId} is damaged.")),
    ]);
}
