using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification.Counting;

/// <summary>One entry that the canvass proposes to set aside.</summary>
public sealed record ProposedSetAside(string Uuid, int I, Guid Member, SetAsideReason Why);

internal sealed record CanvassConfirmed(string Vote, string ListHash) : AuditEvent;

/// <summary>The canvass between the last flush and the end of the ballots: which entries are set aside, and do the counts agree. It ends at once when
/// nothing is to be set aside; else two people confirm exactly this list.</summary>
internal sealed class Canvass(RatifyVoteDb db, VoteQueries votes, Rosters rosters, Board board, EndBallots endBallots, Journal journal, TimeProvider clock)
{
    public const int PeopleNeeded = 2;

    private static readonly Entitlement Provisional = new(Entitled.Provisionally, EligibilityReason.DuesMayStillBeCleared);

    /// <summary>Entries that lost the right to count, by what roll and roster say at the close. Always the same answer for the same rows.</summary>
    public async Task<IReadOnlyList<ProposedSetAside>> ProposeAsync(VoteSummary vote, CancellationToken ct)
    {
        DateOnly closing = DateOnly.FromDateTime(vote.ClosesAt!.Value.UtcDateTime);
        List<ProposedSetAside> proposed = [];
        foreach (UnitSummary unit in await votes.UnitsAsync(vote.Id, ct))
        {
            IReadOnlyList<RollRow> roll = await votes.RollAsync(unit.Uuid, ct);
            proposed.AddRange(roll.Where(entry => entry is { Status: RollStatus.Removed, Member: not null })
                .Select(entry => new ProposedSetAside(unit.Uuid, entry.I, entry.Member!.Value, SetAsideReason.RemovedFromRoll)));
            List<RollRow> provisional = [.. roll.Where(entry => entry is { Status: RollStatus.Provisional, Member: not null })];
            if (provisional.Count == 0)
            {
                continue;
            }

            IReadOnlyDictionary<Guid, Standing> standings = await rosters.StandingsAsync(unit.Local, [.. provisional.Select(entry => entry.Member!.Value)], closing, ct);
            foreach (RollRow entry in provisional)
            {
                Standing standing = standings.GetValueOrDefault(entry.Member!.Value, Standing.Unknown);
                if (Provisional.Settle(standing) is { } why)
                {
                    proposed.Add(new ProposedSetAside(unit.Uuid, entry.I, entry.Member.Value, why));
                }
            }
        }

        return proposed;
    }

    /// <summary>Hex SHA-256 over the list: what the two people confirm.</summary>
    public static string HashOf(IEnumerable<ProposedSetAside> list) =>
        RecordHash.OfText(string.Join('\n', list.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Uuid}|{entry.I}|{entry.Why}")))).ToHex();

    /// <summary>One person's agreement to the list as it stands. False when the list has changed since they saw it.</summary>
    public async Task<bool> ConfirmAsync(VoteSummary vote, string listHash, Guid account, string name, CancellationToken ct)
    {
        if (HashOf(await ProposeAsync(vote, ct)) != listHash)
        {
            return false;
        }

        await db.Set<CanvassConfirmationRow>().Where(row => row.VoteId == vote.Id && row.AccountId == account).ExecuteDeleteAsync(ct);
        db.Add(new CanvassConfirmationRow { VoteId = vote.Id, AccountId = account, Name = name, ListHash = listHash });
        AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(account), new CanvassConfirmed(vote.Id, listHash));
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Who agreed to this very list.</summary>
    public Task<List<string>> ConfirmedByAsync(string voteId, string listHash, CancellationToken ct) =>
        db.Set<CanvassConfirmationRow>().Where(row => row.VoteId == voteId && row.ListHash == listHash).OrderBy(row => row.Name).Select(row => row.Name).ToListAsync(ct);

    /// <summary>The entries to set aside, once the journal holds the decision; null while two people must still agree. May run twice.</summary>
    public async Task<IReadOnlyList<SetAsideEntry>?> DecideAsync(VoteSummary vote, CancellationToken ct)
    {
        IReadOnlyList<ProposedSetAside> proposed = await ProposeAsync(vote, ct);
        if (proposed.Count > 0 && (await ConfirmedByAsync(vote.Id, HashOf(proposed), ct)).Count < PeopleNeeded)
        {
            return null;
        }

        ImmutableArray<CanvassedUnit>.Builder units = ImmutableArray.CreateBuilder<CanvassedUnit>();
        List<SetAsideEntry> setAside = [.. proposed.Select(entry => new SetAsideEntry(entry.Uuid, entry.I))];
        foreach (UnitProgress unit in await board.ProgressAsync(vote.Id, ct))
        {
            int affected = await endBallots.CountWithBallotAsync(unit.Uuid, [.. setAside.Where(entry => entry.Uuid == unit.Uuid).Select(entry => entry.I)], ct);
            units.Add(new CanvassedUnit(unit.Uuid, unit.Ballots, unit.CredentialsUsed, affected));
        }

        await journal.AppendOnceAsync(vote.Id, "", new JournalData.CanvassDecided(units.ToImmutable()), ct);
        return setAside;
    }
}
