using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>Takes a contest's delegate entitlements from a convention's table, with the table's name and source. All lines or none.</summary>
internal sealed class ImportDelegateTable(RatifyVoteDb db, DraftEdit edit)
{
    public async Task<DraftOutcome> RunAsync(string vote, int revision, string contest, string name, string source, string csv, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }
        if (await db.Set<Contest>().SingleOrDefaultAsync(c => c.VoteId == vote && c.Id == contest, ct) is not { } found)
        {
            return DraftOutcome.Because(DraftRefusal.NoSuchContest);
        }
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(source) || name.Length > 200 || source.Length > 1000)
        {
            return DraftOutcome.Because(DraftRefusal.DelegateTableSourceMissing);
        }

        Dictionary<int, ContestUnit> units = await db.Set<ContestUnit>().Where(u => u.VoteId == vote && u.ContestId == contest).ToDictionaryAsync(u => u.Local, ct);
        DelegateTableCsv table = DelegateTableCsv.Read(csv, units.Keys.Select(n => new LocalNumber(n)).ToHashSet());
        if (table.Problems.Count > 0)
        {
            return DraftOutcome.Because(DraftRefusal.DelegateTableWrong);
        }

        foreach (DelegateLine line in table.Lines)
        {
            units[line.Local.Value].Delegates = line.Delegates;
        }
        (found.DelegateTableName, found.DelegateTableSource) = (name.Trim(), source.Trim());
        return await edit.CommitAsync(draft, DraftPart.DelegateTable, contest, actor, ct);
    }
}
