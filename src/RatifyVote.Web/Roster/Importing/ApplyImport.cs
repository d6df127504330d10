using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Notifications;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Roster.Importing;

internal abstract record ApplyOutcome
{
    private ApplyOutcome() { }

    /// <summary>Done, now or by an earlier call with the same upload.</summary>
    public sealed record Applied(ImportCounts Counts) : ApplyOutcome;

    /// <summary>The rolls changed since the preview, or another preview was confirmed: look again. Nothing was done.</summary>
    public sealed record LookAgain : ApplyOutcome;

    /// <summary>There is no such upload of this person, or its hour is over.</summary>
    public sealed record Gone : ApplyOutcome;
}

/// <summary>Applies a staged roster whole or not at all, exactly as its preview showed it. Lock: "roster", alone; then the audit chain's.</summary>
internal sealed class ApplyImport(RatifyVoteDb db, CompareWithRolls compare, StagedImports staged, Words words, TimeProvider clock)
{
    private const int Chunk = 1_000;

    /// <param name="planHash">The hash the preview showed (<see cref="ImportPlan.Hash"/>).</param>
    public async Task<ApplyOutcome> RunAsync(Guid import, string planHash, Reach reach, Guid by, CancellationToken ct)
    {
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "roster", Guid.Empty, ct);
        if (await staged.FindAsync(import, by, ct) is not { } upload)
        {
            return await AppliedBeforeAsync(import, by, ct) is { } counts ? new ApplyOutcome.Applied(counts) : new ApplyOutcome.Gone();
        }

        ImportPlan plan = await compare.RunAsync(upload, reach, ct);
        if (plan.Findings.Count > 0 || plan.Hash != planHash)
        {
            return new ApplyOutcome.LookAgain();
        }

        if (!await staged.TakeAwayAsync(import, by, ct))
        {
            return new ApplyOutcome.Gone();
        }

        foreach (IGrouping<string, PlannedLine>[] members in plan.Lines.Where(line => line.Effect is not LineEffect.Unchanged).GroupBy(line => line.Line.Card).Chunk(Chunk))
        {
            await WriteAsync(members, plan.From, ct);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        Record(import, upload, plan, by);
        await TellOldAddressesAsync(import, plan, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new ApplyOutcome.Applied(plan.Counts);
    }

    private async Task<ImportCounts?> AppliedBeforeAsync(Guid import, Guid by, CancellationToken ct) =>
        await db.Set<RosterImportRow>().AsNoTracking().Where(row => row.Id == import && row.By == by)
            .Select(row => new ImportCounts(row.Lines, row.MembersAdded, row.MembershipsAdded, row.Changed, row.Lines - row.MembersAdded - row.MembershipsAdded - row.Changed))
            .SingleOrDefaultAsync(ct);

    private async Task WriteAsync(IGrouping<string, PlannedLine>[] members, DateOnly from, CancellationToken ct)
    {
        Guid[] ids = [.. members.Select(lines => lines.First().Member).OfType<Guid>()];
        Dictionary<Guid, MemberRow> known = ids.Length == 0 ? [] : await db.Set<MemberRow>().Include(row => row.Memberships).ThenInclude(row => row.Standings)
            .Where(row => ids.Contains(row.Id)).AsSplitQuery().ToDictionaryAsync(row => row.Id, ct);
        List<object> added = [];
        foreach (IGrouping<string, PlannedLine> lines in members)
        {
            StagedLine person = lines.First().Line;
            MemberRow member;
            if (lines.First().Member is { } id)
            {
                member = known[id];
                (member.Name, member.Email, member.Secret) = (person.Name, person.Email, person.Secret ?? member.Secret);
            }
            else
            {
                member = new() { CardNumber = person.Card, Name = person.Name, Email = person.Email, Secret = person.Secret };
                added.Add(member);
            }

            foreach (PlannedLine line in lines)
            {
                WriteMembership(member, line, from, added);
            }
        }

        db.AddRange(added);
    }

    private static void WriteMembership(MemberRow member, PlannedLine planned, DateOnly from, List<object> added)
    {
        StagedLine line = planned.Line;
        MembershipRow? membership = planned.Membership is { } id ? member.Memberships.Single(row => row.Id == id) : null;
        if (membership is null)
        {
            membership = new() { MemberId = member.Id, Local = line.Local, Since = line.Since ?? from, Until = line.Until };
            added.Add(membership);
            added.Add(new StandingRow { MembershipId = membership.Id, From = from, Standing = line.Standing });
            return;
        }

        (membership.Since, membership.Until) = (line.Since ?? membership.Since, line.Until ?? membership.Until);
        if (StandingOn(membership, from) == line.Standing)
        {
            return;
        }

        if (membership.Standings.SingleOrDefault(row => row.From == from) is { } sameDay)
        {
            sameDay.Standing = line.Standing;
        }
        else
        {
            added.Add(new StandingRow { MembershipId = membership.Id, From = from, Standing = line.Standing });
        }
    }

    private static Standing StandingOn(MembershipRow membership, DateOnly day) =>
        membership.Standings.Where(row => row.From <= day).MaxBy(row => row.From)?.Standing ?? Standing.Unknown;

    private void Record(Guid import, StagedImport upload, ImportPlan plan, Guid by)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string hash = Convert.ToHexStringLower(upload.FileHash);
        db.Add(new RosterImportRow
        {
            Id = import, By = by, At = now, FileHash = hash, StandingsFrom = plan.From, Locals = string.Join(", ", plan.Locals.Select(local => local.Local)),
            Lines = plan.Counts.Lines, MembersAdded = plan.Counts.MembersAdded, MembershipsAdded = plan.Counts.MembershipsAdded, Changed = plan.Counts.Changed,
        });
        AuditTrail.Append(db, now, new Actor.Person(by), new RosterImported(import, [.. plan.Locals.Select(local => local.Local.Value)], plan.From,
            plan.Counts.Lines, plan.Counts.MembersAdded, plan.Counts.MembershipsAdded, plan.Counts.Changed, hash, [.. Touched(plan, ChangedField.Email, ChangedField.DateOfBirth).Keys]));
    }

    /// <summary>Whoever reads the old mailbox learns that it is no longer the one (the new one may be a thief's).</summary>
    private async Task TellOldAddressesAsync(Guid import, ImportPlan plan, CancellationToken ct)
    {
        IEnumerable<Mail> mails = Touched(plan, ChangedField.Email).Where(one => one.Value.Before.Length > 0).Select(one => new Mail(one.Key, one.Value.Before, MailKind.SignInChanged, import,
            words["Roster.Mail.AddressChanged.Subject"], words["Roster.Mail.AddressChanged.Body"]));
        await Outbox.QueueAllAsync(db, MailKind.SignInChanged, import, mails, ct);
    }

    private static Dictionary<Guid, FieldChange> Touched(ImportPlan plan, params ChangedField[] fields) => plan.Lines
        .Where(line => line.Member is not null).Select(line => (Member: line.Member!.Value, Change: line.Changes.FirstOrDefault(change => fields.Contains(change.What))))
        .Where(one => one.Change is not null).DistinctBy(one => one.Member).ToDictionary(one => one.Member, one => one.Change!);
}
