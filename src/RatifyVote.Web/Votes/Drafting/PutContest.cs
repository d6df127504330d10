using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

internal sealed record ContestTexts(string Question, string Yes, string No, string MeansYes, string MeansNo)
{
    /// <summary>The text a new contest starts from; people then say exactly what Yes and No mean here.</summary>
    public static ContestTexts For(VoteKind kind, string agreement, string employer) => kind switch
    {
        VoteKind.Ratification => new(
            $"Do you accept the tentative agreement {agreement}?", "Yes", "No",
            $"You accept the tentative agreement with {Named(employer)}. If it is ratified, it takes effect as published.",
            "You reject it. If it is not ratified, the parties return to the table; a strike needs a vote of its own."),
        VoteKind.StrikeAuthorization => new(
            $"Do you authorize a strike over {agreement}?", "Yes", "No",
            $"You give the union's president the authority to call a strike against {Named(employer)}. It does not start one.",
            "You do not give that authority, and bargaining goes on without it."),
    };

    private static string Named(string employer) => employer.Length > 0 ? employer : "the employer";
}

/// <summary>Adds a contest to a draft, or changes its agreement and texts.</summary>
internal sealed class PutContest(RatifyVoteDb db, DraftEdit edit, Dossiers dossiers)
{
    public async Task<DraftOutcome> RunAsync(string vote, int revision, string id, bool isNew, string agreement, ContestTexts texts, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }

        List<Contest> contests = await db.Set<Contest>().Where(c => c.VoteId == vote).ToListAsync(ct);
        Contest? contest = contests.SingleOrDefault(c => c.Id == id);
        AgreementSummary? named = (await dossiers.AgreementsAsync(ct)).SingleOrDefault(a => a.Id == agreement);
        DraftRefusal[] why = [.. Problems(id, isNew, contest, named, texts)];
        if (why.Length > 0)
        {
            return DraftOutcome.Because(why);
        }

        if (contest is null)
        {
            contest = new Contest { VoteId = vote, Id = id, AgreementId = agreement, Ordinal = contests.Count == 0 ? 0 : contests.Max(c => c.Ordinal) + 1 };
            db.Add(contest);
        }
        contest.AgreementId = agreement;
        (contest.Question, contest.Yes, contest.No, contest.MeansYes, contest.MeansNo) =
            (texts.Question.Trim(), texts.Yes.Trim(), texts.No.Trim(), texts.MeansYes.Trim(), texts.MeansNo.Trim());
        return await edit.CommitAsync(draft, DraftPart.Contest, id, actor, ct);
    }

    private static IEnumerable<DraftRefusal> Problems(string id, bool isNew, Contest? there, AgreementSummary? agreement, ContestTexts texts)
    {
        if (!Slug.Is(id))
        {
            yield return DraftRefusal.ContestIdNotPlain;
        }
        else if (isNew && there is not null)
        {
            yield return DraftRefusal.ContestIdTaken;
        }
        else if (!isNew && there is null)
        {
            yield return DraftRefusal.NoSuchContest;
        }
        if (agreement is null)
        {
            yield return DraftRefusal.NoSuchAgreement;
        }
        if (texts.Question.Length > 1000 || texts.Yes.Length > 60 || texts.No.Length > 60 || texts.MeansYes.Length > 2000 || texts.MeansNo.Length > 2000)
        {
            yield return DraftRefusal.TextTooLong;
        }
    }
}

/// <summary>Takes a contest, its units and confirmations out of a draft.</summary>
internal sealed class RemoveContest(RatifyVoteDb db, DraftEdit edit)
{
    public async Task<DraftOutcome> RunAsync(string vote, int revision, string id, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }
        if (await db.Set<Contest>().SingleOrDefaultAsync(c => c.VoteId == vote && c.Id == id, ct) is not { } contest)
        {
            return DraftOutcome.Because(DraftRefusal.NoSuchContest);
        }

        db.Remove(contest);
        db.RemoveRange(await db.Set<ContestUnit>().Where(u => u.VoteId == vote && u.ContestId == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<AssumptionConfirmation>().Where(c => c.VoteId == vote && c.ContestId == id).ToListAsync(ct));
        return await edit.CommitAsync(draft, DraftPart.Contest, id, actor, ct);
    }
}
