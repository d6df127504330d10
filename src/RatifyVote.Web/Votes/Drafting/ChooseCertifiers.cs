using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

internal sealed record CertifierChoice(Guid Account, string Name, string Office);

/// <summary>Says who may certify the result, in the order of signing, and how many must.</summary>
internal sealed class ChooseCertifiers(RatifyVoteDb db, DraftEdit edit)
{
    public async Task<DraftOutcome> RunAsync(string vote, int revision, int required, IReadOnlyList<CertifierChoice> people, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }
        DraftRefusal[] why = [.. Problems(required, people)];
        if (why.Length > 0)
        {
            return DraftOutcome.Because(why);
        }

        // The old seats go first: a seat's key may come back under another person.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<VoteCertifier>().Where(c => c.VoteId == vote).ExecuteDeleteAsync(ct);
        db.AddRange(people.Select((p, at) => new VoteCertifier { VoteId = vote, Ordinal = at + 1, Account = p.Account, Name = p.Name, Office = p.Office.Trim() }));
        draft.CertifiersRequired = required;
        DraftOutcome outcome = await edit.CommitAsync(draft, DraftPart.Certifiers, $"{required} of {people.Count}", actor, ct);
        if (outcome is DraftOutcome.Done)
        {
            await transaction.CommitAsync(ct);
        }
        return outcome;
    }

    private static IEnumerable<DraftRefusal> Problems(int required, IReadOnlyList<CertifierChoice> people)
    {
        if (required < 1 || required > people.Count)
        {
            yield return DraftRefusal.NumberOutOfRange;
        }
        if (people.DistinctBy(p => p.Account).Count() < people.Count)
        {
            yield return DraftRefusal.PersonTwice;
        }
        if (people.Any(p => string.IsNullOrWhiteSpace(p.Office) || p.Office.Length > 200))
        {
            yield return DraftRefusal.OfficeMissing;
        }
    }
}
