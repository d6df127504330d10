using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

internal sealed record TrusteeChoice(Guid Account, string Name);

/// <summary>Chooses who holds a share of a draft's key, and how many must decrypt: t of n with t at least 2 (nobody alone), more than
/// half (no two groups can be shown two boards) and less than n (one lost key loses no vote). A ceremony of other seats starts over.</summary>
internal sealed class SeatTrustees(RatifyVoteDb db, DraftEdit edit)
{
    public const int MostTrustees = 20;

    public static bool IsPossible(int threshold, int size) => threshold >= 2 && 2 * threshold > size && threshold < size && size <= MostTrustees;

    public async Task<DraftOutcome> RunAsync(string vote, int revision, int threshold, IReadOnlyList<TrusteeChoice> people, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }
        if (people.DistinctBy(p => p.Account).Count() < people.Count)
        {
            return DraftOutcome.Because(DraftRefusal.PersonTwice);
        }
        if (!IsPossible(threshold, people.Count))
        {
            return DraftOutcome.Because(DraftRefusal.ThresholdImpossible);
        }

        // The old seats go first: a seat's key may come back under another person.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<VoteTrustee>().Where(t => t.VoteId == vote).ExecuteDeleteAsync(ct);
        db.AddRange(people.Select((p, at) => new VoteTrustee { VoteId = vote, Owner = at + 1, Account = p.Account, Name = p.Name }));
        draft.TrusteeThreshold = threshold;
        DraftOutcome outcome = await edit.CommitAsync(draft, DraftPart.Trustees, $"{threshold} of {people.Count}", actor, ct);
        if (outcome is DraftOutcome.Done)
        {
            await transaction.CommitAsync(ct);
        }
        return outcome;
    }
}
