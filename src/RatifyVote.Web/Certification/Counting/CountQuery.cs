using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Certifying;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification.Counting;

/// <summary>One unit on the page of the count.</summary>
/// <param name="Sheet">Null before the result is there, or for who may not see it yet.</param>
public sealed record CountedUnitView(UnitSummary Unit, int Ballots, int CredentialsUsed, int Attested, int Decrypted, UnitSheet? Sheet);

/// <summary>The checks that ran before certification.</summary>
public sealed record CheckRunView(bool Verified, string LastLine, IReadOnlyList<string> Problems, int Checks, DateTimeOffset At);

/// <summary>Where the count of a vote stands.</summary>
public sealed record CountView(
    VoteSummary Vote, int Threshold, IReadOnlyList<CountedUnitView> Units, ResultRecord? Result, string ResultHash, CheckRunView? Checks,
    IReadOnlyList<CertifierStanding> Certifiers, int CertifiersRequired, DateTimeOffset? ProtestUntil, IReadOnlyList<ProposedSetAside> SetAsides, string SetAsideHash,
    IReadOnlyList<string> ConfirmedBy, bool KeyMissing)
{
    public bool Published => Vote.Phase is VotePhase.Published;
}

/// <summary>Reads everything the pages of count, certification and result show.</summary>
internal sealed class CountQuery(RatifyVoteDb db, VoteQueries votes, Board board, Journal journal, Canvass canvass, Certificates certificates, ContestKeys keys)
{
    public async Task<CountView?> OfAsync(string voteId, CancellationToken ct)
    {
        if (await votes.FindAsync(voteId, ct) is not { } vote || await votes.SettingsAsync(voteId, ct) is not { } settings)
        {
            return null;
        }

        byte[]? record = await db.Set<ResultRow>().AsNoTracking().Where(row => row.VoteId == voteId).Select(row => row.Record).SingleOrDefaultAsync(ct);
        ResultRecord? result = record is not null && ResultRecord.TryParse(record, out ResultRecord? read, out _) ? read : null;
        CheckRunRow? checks = await db.Set<CheckRunRow>().AsNoTracking().SingleOrDefaultAsync(row => row.VoteId == voteId, ct);
        IReadOnlyList<ProposedSetAside> setAsides = vote.Phase is VotePhase.Canvass ? await canvass.ProposeAsync(vote, ct) : [];
        string listHash = Canvass.HashOf(setAsides);
        DateTimeOffset? certified = vote.Phase is VotePhase.Certified ? await certificates.LastAtAsync(voteId, ct) : null;
        return new(vote, settings.TrusteeThreshold, await UnitsAsync(voteId, result, ct), result, result?.Hash().ToHex() ?? "",
            checks is null ? null : new(checks.Verified, checks.LastLine, checks.Problems.Split('\n', StringSplitOptions.RemoveEmptyEntries), checks.Checks, checks.At),
            await certificates.StandingsAsync(voteId, ct), settings.CertifiersRequired, certified?.AddHours(settings.ProtestHours), setAsides, listHash,
            setAsides.Count == 0 ? [] : await canvass.ConfirmedByAsync(voteId, listHash, ct),
            vote.Phase is >= VotePhase.Open and <= VotePhase.SignedOff && await keys.AnyLostAsync(voteId, ct));
    }

    private async Task<List<CountedUnitView>> UnitsAsync(string voteId, ResultRecord? result, CancellationToken ct)
    {
        Dictionary<string, UnitProgress> progress = (await board.ProgressAsync(voteId, ct)).ToDictionary(unit => unit.Uuid);
        IReadOnlyList<JournalLine> lines = await journal.LinesAsync(voteId, ct);
        ILookup<string, JournalData> attested = lines.Select(line => line.Entry.Data).OfType<JournalData.Attested>().ToLookup(data => data.Uuid, data => (JournalData)data);
        ILookup<string, JournalData> decrypted = lines.Select(line => line.Entry.Data).OfType<JournalData.Decrypted>().ToLookup(data => data.Uuid, data => (JournalData)data);
        Dictionary<string, UnitSheet> sheets = result?.Units.ToDictionary(unit => unit.Uuid, unit => unit.Sheet) ?? [];
        return [.. (await votes.UnitsAsync(voteId, ct)).Select(unit => new CountedUnitView(
            unit, progress.GetValueOrDefault(unit.Uuid)?.Ballots ?? 0, progress.GetValueOrDefault(unit.Uuid)?.CredentialsUsed ?? 0,
            attested[unit.Uuid].Count(), decrypted[unit.Uuid].Count(), sheets.GetValueOrDefault(unit.Uuid)))];
    }
}
