using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rosters;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;

namespace RatifyVote.Web.Roster.Importing;

/// <summary>Compares clean lines with the rolls as they are: what would change, and which lines collide with members the file does not name. Reads only;
/// asked once for the preview and once more under the lock of the application.</summary>
internal sealed class CompareWithRolls(RatifyVoteDb db, RosterSecrets secrets)
{
    // One query's worth of card numbers: below every database's limit of parameters.
    private const int Chunk = 1_000;

    /// <param name="reach">Locals whose roster the person keeps.</param>
    public async Task<ImportPlan> RunAsync(StagedImport import, Reach reach, CancellationToken ct)
    {
        StagedLine[] lines = [.. import.Lines.OrderBy(line => line.Card, StringComparer.Ordinal).ThenBy(line => line.Local)];
        List<LineFinding> findings = [.. lines.Where(line => !reach.Covers(line.Local)).Select(line => new LineFinding(line.Row, RosterLineProblem.LocalNotYours))];
        Dictionary<string, KnownMember> known = await KnownAsync(lines, import.From, ct);
        List<PlannedLine> planned = [];
        foreach (StagedLine line in lines)
        {
            PlannedLine one = Plan(line, known.GetValueOrDefault(line.Card));
            planned.Add(one);
            if (TouchesElsewhere(one, known.GetValueOrDefault(line.Card), reach))
            {
                findings.Add(new(line.Row, RosterLineProblem.DetailsOfMemberElsewhere));
            }
        }

        findings.AddRange(await CollisionsAsync(lines, known, ct));
        return new(import.From, planned, [.. findings.OrderBy(finding => finding.Row).ThenBy(finding => finding.Problem)], await LocalsAsync(planned, import.From, ct));
    }

    private static PlannedLine Plan(StagedLine line, KnownMember? member)
    {
        if (member is null)
        {
            return new(line, LineEffect.NewMember, [], null, null);
        }

        List<FieldChange> changes = [];
        Compare(changes, ChangedField.Name, member.Name, line.Name);
        Compare(changes, ChangedField.Email, member.Email ?? "", line.Email);
        if (line.Secret is not null && !line.Secret.AsSpan().SequenceEqual(member.Secret))
        {
            changes.Add(new(ChangedField.DateOfBirth, "", ""));
        }

        if (member.Memberships.GetValueOrDefault(line.Local) is not { } membership)
        {
            return new(line, LineEffect.NewMembership, changes, member.Id, null);
        }

        Compare(changes, ChangedField.Standing, ImportPlan.Text(membership.Standing), ImportPlan.Text(line.Standing));
        // An empty cell says nothing; it never takes a day away.
        Compare(changes, ChangedField.Since, ImportPlan.Text(membership.Since), ImportPlan.Text(line.Since ?? membership.Since));
        Compare(changes, ChangedField.Until, ImportPlan.Text(membership.Until), ImportPlan.Text(line.Until ?? membership.Until));
        return new(line, changes.Count == 0 ? LineEffect.Unchanged : LineEffect.Changed, changes, member.Id, membership.Id);
    }

    private static void Compare(List<FieldChange> changes, ChangedField what, string before, string after)
    {
        if (before != after)
        {
            changes.Add(new(what, before, after));
        }
    }

    /// <summary>Details of a person are everybody's who has the person as a member: one local alone cannot turn another local's mail to itself.</summary>
    private static bool TouchesElsewhere(PlannedLine line, KnownMember? member, Reach reach) =>
        member is not null && member.Memberships.Keys.Any(local => !reach.Covers(local))
        && line.Changes.Any(change => change.What is ChangedField.Name or ChangedField.Email or ChangedField.DateOfBirth);

    private async Task<Dictionary<string, KnownMember>> KnownAsync(StagedLine[] lines, DateOnly from, CancellationToken ct)
    {
        Dictionary<string, KnownMember> known = new(StringComparer.Ordinal);
        foreach (string[] cards in lines.Select(line => line.Card).Distinct().Chunk(Chunk))
        {
            Dictionary<Guid, KnownMember> byId = await db.Set<MemberRow>().AsNoTracking().Where(row => cards.Contains(row.CardNumber))
                .Select(row => new KnownMember(row.Id, row.CardNumber, row.Name, row.Email, row.Secret)).ToDictionaryAsync(row => row.Id, ct);
            Guid[] ids = [.. byId.Keys];
            foreach (KnownMembership membership in await db.Set<MembershipRow>().AsNoTracking().Where(row => ids.Contains(row.MemberId))
                .Select(row => new KnownMembership(row.Id, row.MemberId, row.Local, row.Since, row.Until,
                    row.Standings.Where(standing => standing.From <= from).OrderByDescending(standing => standing.From).Select(standing => standing.Standing).FirstOrDefault()))
                .ToListAsync(ct))
            {
                byId[membership.Member].Memberships.Add(membership.Local, membership);
            }

            foreach (KnownMember member in byId.Values)
            {
                known.Add(member.Card, member);
            }
        }

        return known;
    }

    /// <summary>Collisions with members on the rolls whom the file does not name: one pass over all of them, holding only the file.</summary>
    private async Task<List<LineFinding>> CollisionsAsync(StagedLine[] lines, Dictionary<string, KnownMember> known, CancellationToken ct)
    {
        List<LineFinding> findings = [];
        ILookup<string, StagedLine> byCard = lines.Where(line => !known.ContainsKey(line.Card)).ToLookup(line => LookAlike.AlikeInAscii(line.Card));
        ILookup<string, StagedLine> byEmail = lines.ToLookup(line => LookAlike.AlikeInAscii(line.Email));
        ILookup<string, StagedLine> byName = lines.Where(line => line.Born is not null && !known.ContainsKey(line.Card)).ToLookup(line => LookAlike.Skeleton(line.Name));
        await foreach (var other in db.Set<MemberRow>().AsNoTracking().Select(row => new { row.Id, row.CardNumber, row.Name, row.Email, row.Secret }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (known.ContainsKey(other.CardNumber))
            {
                continue;
            }

            findings.AddRange(byCard[LookAlike.AlikeInAscii(other.CardNumber)].Select(line => new LineFinding(line.Row, RosterLineProblem.CardNumberLooksLikeAnother)));
            if (other.Email is { } email)
            {
                findings.AddRange(byEmail[LookAlike.AlikeInAscii(email)].Select(line =>
                    new LineFinding(line.Row, line.Email == email ? RosterLineProblem.EmailOfAnotherMember : RosterLineProblem.EmailLooksLikeAnother)));
            }

            // A stored date of birth can only be tried, so it is tried where the name already looks the same.
            foreach (StagedLine line in byName.Count == 0 ? [] : byName[LookAlike.Skeleton(other.Name)])
            {
                if (secrets.Matches(other.Secret, other.CardNumber, line.Born!.Value))
                {
                    findings.Add(new(line.Row, RosterLineProblem.MemberLooksLikeAnother));
                }
            }
        }

        return findings;
    }

    private async Task<IReadOnlyList<LocalPlan>> LocalsAsync(List<PlannedLine> planned, DateOnly from, CancellationToken ct)
    {
        List<LocalPlan> locals = [];
        foreach (IGrouping<LocalNumber, PlannedLine> local in planned.GroupBy(line => line.Line.Local).OrderBy(group => group.Key))
        {
            int onRolls = await db.Set<MembershipRow>().CountAsync(row => row.Local == local.Key && (row.Until == null || row.Until >= from), ct);
            int named = local.Count(line => line.Membership is not null);
            locals.Add(new(local.Key, local.Count(line => line.Effect is LineEffect.NewMember or LineEffect.NewMembership),
                local.Count(line => line.Effect is LineEffect.Changed), local.Count(line => line.Effect is LineEffect.Unchanged), Math.Max(0, onRolls - named)));
        }

        return locals;
    }

    private sealed record KnownMember(Guid Id, string Card, string Name, string? Email, byte[]? Secret)
    {
        public Dictionary<LocalNumber, KnownMembership> Memberships { get; } = [];
    }

    private sealed record KnownMembership(Guid Id, Guid Member, LocalNumber Local, DateOnly Since, DateOnly? Until, Standing Standing);
}
