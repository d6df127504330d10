using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rules;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Trustees;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>Lists everything that is missing for the seal, all at once, each with where to mend it. Reads only.</summary>
internal sealed class WhatBlocksSealing(
    RatifyVoteDb db, Dossiers dossiers, Rosters rosters, TrusteeCeremonies ceremonies, CertifierKeys certifierKeys, BoothBundle bundle, TimeProvider clock)
{
    /// <summary>Floors that a vote which is no practice vote must keep: secrecy design, flush.</summary>
    public const int LeastFlushSeconds = 3600;
    public const int LeastNewCredentials = 10;
    public const int LeastSmallUnit = 50;

    private static readonly Dictionary<Guid, Waiver> NoWaivers = [];

    /// <summary>Empty when the vote can be sealed; null when there is no such vote.</summary>
    public async Task<IReadOnlyList<SealBlocker>?> RunAsync(string vote, CancellationToken ct)
    {
        if (await DraftView.ReadAsync(db, vote, ct) is not { } draft)
        {
            return null;
        }

        List<SealBlocker> blockers = [.. OfSettings(draft.Vote, clock.GetUtcNow())];
        if (draft.Contests.Count == 0)
        {
            blockers.Add(new(SealBlock.NoContest, "", Place(vote, "contests/new")));
        }
        else if (draft.Contests.Select(c => c.Rules?.BallotKept).OfType<BallotKept>().Distinct().Count() > 1)
        {
            blockers.Add(new(SealBlock.BallotKeptDiffers, "", Place(vote, $"contests/{draft.Contests[^1].Contest.Id}/rules")));
        }
        foreach (DraftContest contest in draft.Contests)
        {
            blockers.AddRange(OfContest(vote, contest));
            await OfDossiersAsync(blockers, draft.Vote, contest, ct);
            await OfRollAsync(blockers, draft.Vote, contest, ct);
        }
        await OfPeopleAsync(blockers, draft, ct);
        if (bundle.Files.IsEmpty)
        {
            blockers.Add(new(SealBlock.BoothBundleMissing, "", Place(vote, "")));
        }
        return blockers;
    }

    private static IEnumerable<SealBlocker> OfSettings(Vote vote, DateTimeOffset now)
    {
        string settings = Place(vote.Id, "settings");
        string schedule = Place(vote.Id, "schedule");
        if (vote.RecordDate is not { } recordDate)
        {
            yield return new(SealBlock.RecordDateMissing, "", settings);
        }
        else if (recordDate > DateOnly.FromDateTime(now.UtcDateTime))
        {
            yield return new(SealBlock.RecordDateInFuture, "", settings);
        }
        if (vote.PlannedOpensAt is not { } opensAt || vote.PlannedClosesAt is null)
        {
            yield return new(SealBlock.ScheduleMissing, "", schedule);
        }
        else if (opensAt <= now)
        {
            yield return new(SealBlock.OpeningInPast, "", schedule);
        }
        if (vote.Practice)
        {
            yield break;
        }
        if (vote.NoticeHours < 1)
        {
            yield return new(SealBlock.NoticeTooShort, "", settings);
        }
        if (vote.FlushEverySeconds < LeastFlushSeconds || vote.FlushNewCredentials < LeastNewCredentials || vote.FlushSmallUnit < LeastSmallUnit)
        {
            yield return new(SealBlock.FlushBelowFloor, "", settings);
        }
        if (vote.CanvassHours < 1)
        {
            yield return new(SealBlock.CanvassWindowMissing, "", settings);
        }
    }

    private static IEnumerable<SealBlocker> OfContest(string vote, DraftContest draft)
    {
        Contest contest = draft.Contest;
        string rules = Place(vote, $"contests/{contest.Id}/rules");
        string delegates = Place(vote, $"contests/{contest.Id}/delegates");
        if (new[] { contest.Question, contest.Yes, contest.No, contest.MeansYes, contest.MeansNo }.Any(string.IsNullOrWhiteSpace))
        {
            yield return new(SealBlock.TextsMissing, contest.Id, Place(vote, $"contests/{contest.Id}"));
        }
        if (draft.Units.Count == 0)
        {
            yield return new(SealBlock.NoLocals, contest.Id, Place(vote, $"contests/{contest.Id}/locals"));
        }
        if (draft.Rules is not { } set)
        {
            yield return new(SealBlock.RulesMissing, contest.Id, rules);
            yield break;
        }
        if (set.Assumed.Count > 0 && draft.ConfirmedBy.Count < 2)
        {
            yield return new(SealBlock.AssumptionsNotConfirmed, contest.Id, rules);
        }
        if (set.UnitsRequired is { } required && draft.Units.Count > 0 && required.Of != draft.Units.Count)
        {
            yield return new(SealBlock.UnitsRequiredDiffer, contest.Id, rules);
        }
        if (set.Units is not { Weight: UnitWeight.Delegates })
        {
            yield break;
        }
        foreach (ContestUnit unit in draft.Units.Where(u => u.Delegates is null))
        {
            yield return new(SealBlock.DelegatesMissing, $"{contest.Id}, {UnitKey.Of(new LocalNumber(unit.Local)).Label}", delegates);
        }
        if (string.IsNullOrWhiteSpace(contest.DelegateTableSource))
        {
            yield return new(SealBlock.DelegateTableSourceMissing, contest.Id, delegates);
        }
    }

    private async Task OfDossiersAsync(List<SealBlocker> blockers, Vote vote, DraftContest draft, CancellationToken ct)
    {
        string agreement = draft.Contest.AgreementId;
        foreach (DossierState state in await dossiers.StatesOfAsync(agreement, [.. draft.Units.Select(u => new LocalNumber(u.Local))], ct))
        {
            string about = UnitKey.Of(state.Local).Label;
            if (!state.IsPublished)
            {
                blockers.Add(new(SealBlock.DossierNotPublished, about, $"/agreements/{agreement}/local/{state.Local}/edit"));
            }
            else if (vote.PlannedOpensAt is { } opensAt && state.NoticeRunUntil(vote.NoticeHours) > opensAt)
            {
                blockers.Add(new(SealBlock.DossierNoticeTooShort, about, Place(vote.Id, "schedule")));
            }
        }
    }

    private async Task OfRollAsync(List<SealBlocker> blockers, Vote vote, DraftContest draft, CancellationToken ct)
    {
        if (draft.Rules is not { } rules || vote.RecordDate is not { } recordDate)
        {
            return;
        }
        foreach (ContestUnit unit in draft.Units)
        {
            LocalNumber local = new(unit.Local);
            ContestRoll roll = new(draft.Contest.Id, rules.Roll, recordDate, new HashSet<LocalNumber> { local });
            if (!await rosters.SelectEligible(roll, local, NoWaivers, ct).AnyAsync(ct))
            {
                blockers.Add(new(SealBlock.RollEmpty, UnitKey.Of(local).Label, $"/roster/{unit.Local}"));
            }
        }
    }

    private async Task OfPeopleAsync(List<SealBlocker> blockers, DraftView draft, CancellationToken ct)
    {
        string vote = draft.Vote.Id;
        string people = Place(vote, "people");
        if (await ceremonies.OfAsync(vote, ct) is not { } ceremony)
        {
            blockers.Add(new(SealBlock.TrusteesMissing, "", people));
        }
        else if (ceremony.Aborted is { } aborted)
        {
            blockers.Add(new(SealBlock.CeremonyAborted, aborted.Reason, $"/trustees/{vote}"));
        }
        else if (ceremony.TrusteesRecord is null)
        {
            blockers.Add(new(SealBlock.CeremonyUnfinished, string.Join(", ", ceremony.Trustees.Where(t => !t.OwesNothing).Select(t => t.Name)), $"/trustees/{vote}"));
        }

        if (draft.Certifiers.Count < draft.Vote.CertifiersRequired || draft.Certifiers.Count == 0)
        {
            blockers.Add(new(SealBlock.CertifiersMissing, "", people));
        }
        foreach (VoteCertifier certifier in draft.Certifiers)
        {
            if ((await certifierKeys.OfAsync(certifier.Account, ct)).IsEmpty)
            {
                blockers.Add(new(SealBlock.CertifierWithoutPasskey, certifier.Name, people));
            }
        }
    }

    private static string Place(string vote, string page) => page.Length == 0 ? $"/votes/{vote}/prepare" : $"/votes/{vote}/prepare/{page}";
}
