using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>A local and the name it goes by on ballots and results.</summary>
internal sealed record NamedLocal(LocalNumber Number, string Name);

/// <summary>Says which locals vote in a contest. A local that stays keeps its uuid and its delegates.</summary>
internal sealed class ChooseUnits(RatifyVoteDb db, DraftEdit edit)
{
    public async Task<DraftOutcome> RunAsync(string vote, int revision, string contest, IReadOnlyCollection<NamedLocal> locals, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }
        if (!await db.Set<Contest>().AnyAsync(c => c.VoteId == vote && c.Id == contest, ct))
        {
            return DraftOutcome.Because(DraftRefusal.NoSuchContest);
        }

        Dictionary<int, ContestUnit> there = await db.Set<ContestUnit>().Where(u => u.VoteId == vote && u.ContestId == contest).ToDictionaryAsync(u => u.Local, ct);
        Dictionary<int, string> wanted = locals.DistinctBy(l => l.Number).ToDictionary(l => l.Number.Value, l => l.Name);
        db.RemoveRange(there.Values.Where(u => !wanted.ContainsKey(u.Local)));
        foreach ((int number, string name) in wanted)
        {
            if (there.TryGetValue(number, out ContestUnit? unit))
            {
                unit.Name = name;
            }
            else
            {
                db.Add(new ContestUnit { Uuid = ElectionUuid.New(SystemRandom.Source), VoteId = vote, ContestId = contest, Local = number, Name = name });
            }
        }
        return await edit.CommitAsync(draft, DraftPart.Units, contest, actor, ct);
    }
}
