using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth;

/// <summary>What the booth in the browser loads before anything is chosen: the sealed records as exact texts and the schedule in force.</summary>
internal sealed class BoothSetup(BallotBoxDb db, VoteQueries votes, DatabaseClock clock, SiteSettings site)
{
    /// <returns>setup.json, or null where there is no such unit.</returns>
    public async Task<byte[]?> RunAsync(string uuid, CancellationToken ct)
    {
        if (await db.Set<BoxUnit>().AsNoTracking().SingleOrDefaultAsync(row => row.Uuid == uuid, ct) is not { } unit
            || await votes.TermsAsync(unit.VoteId, ct) is not { } terms)
        {
            return null;
        }

        var records = await db.Set<UnitRecords>().Where(row => row.Uuid == uuid).Select(row => new { row.Election, row.Trustees }).SingleAsync(ct);
        string? help = await votes.SettingsAsync(unit.VoteId, ct) is { Help.Length: > 0 } settings ? settings.Help : site.HelpLine;
        CanonicalWriter writer = new CanonicalWriter().Open('{').Key("v").Number(1).Key("vote").Text(unit.VoteId).Key("uuid").Text(uuid)
            .Key("election").Text(Text(records.Election)).Key("terms").Text(Text(terms)).Key("trustees").Text(Text(records.Trustees))
            .Key("opens_at").Text(UtcTime.Format(unit.OpensAt)).Key("closes_at").Text(UtcTime.Format(unit.ClosesAt))
            .Key("now").Text(UtcTime.Format(await clock.NowAsync(db, ct))).Key("offer_blank").Boolean(true).Key("practice").Boolean(unit.Practice);
        if (help is not null)
        {
            writer.Key("help").Text(help);
        }

        return writer.Close('}').ToUtf8();
    }

    private static string Text(byte[] record) => System.Text.Encoding.UTF8.GetString(record);
}
