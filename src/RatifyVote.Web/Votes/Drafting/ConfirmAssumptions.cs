using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Rules;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>One person stands for the rule values that no source states. Two different people are needed before the seal; the
/// confirmation holds for exactly the rules that were read.</summary>
internal sealed class ConfirmAssumptions(RatifyVoteDb db, DraftEdit edit)
{
    public static string HashOf(string rules) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rules)));

    public async Task<DraftOutcome> RunAsync(string vote, int revision, string contest, Person person, CancellationToken ct)
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
        if (!RuleSet.TryParse(found.Rules, out RuleSet? rules, out _))
        {
            return DraftOutcome.Because(DraftRefusal.RulesMissing);
        }
        if (rules!.Assumed.Count == 0)
        {
            return DraftOutcome.Because(DraftRefusal.NothingAssumed);
        }

        AssumptionConfirmation? there = await db.Set<AssumptionConfirmation>().SingleOrDefaultAsync(c => c.VoteId == vote && c.ContestId == contest && c.Account == person.Account, ct);
        string hash = HashOf(found.Rules);
        if (there?.RulesHash == hash)
        {
            return new DraftOutcome.Done(draft.Revision);
        }
        if (there is null)
        {
            db.Add(new AssumptionConfirmation { VoteId = vote, ContestId = contest, Account = person.Account, Name = person.Name, RulesHash = hash });
        }
        else
        {
            there.RulesHash = hash;
        }
        return await edit.CommitAsync(draft, DraftPart.Assumptions, contest, person.AsActor, ct);
    }
}
