using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Counting;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Drafting;
using RatifyVote.Web.Votes.Opening;
using RatifyVote.Web.Votes.Sealing;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.EndToEnd.Tests.Sites;

/// <summary>A practice vote of two locals, two of three trustees, one certifier, prepared through the use cases of the officers' pages.</summary>
internal sealed class PracticeVote
{
    private readonly Site site;
    private readonly Union union;

    private PracticeVote(Site site, Union union, string id) => (this.site, this.union, Id) = (site, union, id);

    public string Id { get; }

    /// <summary>A draft with everything but the key ceremony; opens in an hour.</summary>
    public static async Task<PracticeVote> DraftAsync(Site site, string title, TimeSpan lasts)
    {
        Union union = await site.UnionAsync();
        Person ann = union.Ann.AsPerson;
        string id = ((CreateDraftOutcome.Created)await site.DoAsync<CreateDraft, CreateDraftOutcome>(use => use.RunAsync(title, VoteKind.Ratification, true, ann.AsActor, default))).Vote;
        PracticeVote vote = new(site, union, id);
        DateTimeOffset now = site.Clock.GetUtcNow();
        await vote.EditAsync<ReviseSettings>((use, r) => use.RunAsync(id, r,
            new DraftSettings(title, VoteKind.Ratification, true, DateOnly.FromDateTime(now.UtcDateTime.AddDays(-1)), 1, 1, 0, 0, 0, 0, "800 555 0100"), ann.AsActor, default));
        await vote.EditAsync<PutContest>((use, r) => use.RunAsync(id, r, "basic", true, Union.Agreement, ContestTexts.For(VoteKind.Ratification, "Basic Agreement", "AMPTP"), ann.AsActor, default));
        await vote.EditAsync<ChooseUnits>((use, r) => use.RunAsync(id, r, "basic", [new(new(80), "Studio Grips"), new(new(600), "Camera Guild")], ann.AsActor, default));
        await vote.EditAsync<ImportDelegateTable>((use, r) => use.RunAsync(id, r, "basic", "2025 convention", "Convention proceedings, p. 12", "local,delegates\n80,33\n600,88\n", ann.AsActor, default));
        await vote.EditAsync<ChooseRules>((use, r) => use.RunAsync(id, r, "basic", "iatse_ratification", [], ann.AsActor, default));
        await vote.EditAsync<ConfirmAssumptions>((use, r) => use.RunAsync(id, r, "basic", ann, default));
        await vote.EditAsync<ConfirmAssumptions>((use, r) => use.RunAsync(id, r, "basic", union.Bob.AsPerson, default));
        await vote.EditAsync<SetSchedule>((use, r) => use.RunAsync(id, r, now.AddHours(1), now.AddHours(1) + lasts, ann.AsActor, default));
        await vote.EditAsync<ChooseCertifiers>((use, r) => use.RunAsync(id, r, 1, [new(union.Certifier.Account, union.Certifier.Name, "President")], ann.AsActor, default));
        await vote.EditAsync<SeatTrustees>((use, r) => use.RunAsync(id, r, 2, [.. union.Trustees.Select(t => new TrusteeChoice(t.Account, t.Name))], ann.AsActor, default));
        return vote;
    }

    /// <summary>Sealed by two officers, and opened: the hour until then is skipped.</summary>
    public async Task SealAndOpenAsync()
    {
        int revision = await RevisionAsync();
        SealOutcome asked = await site.DoAsync<AskForSeal, SealOutcome>(use => use.RunAsync(Id, revision, union.Ann.AsPerson, default));
        Assert.True(asked is SealOutcome.Done, asked is SealOutcome.Refused no ? $"{no.Why}: {string.Join(", ", no.Blockers.Select(b => $"{b.Why} {b.About}"))}" : "");
        Assert.IsType<SealOutcome.Done>(await site.DoAsync<ApproveSeal, SealOutcome>(use => use.RunAsync(Id, revision, union.Bob.AsPerson, default)));
        await KnockAsync();
        await KnockAsync();
        site.Clock.Skip(TimeSpan.FromMinutes(61));
        await KnockAsync();
        Assert.Equal(VotePhase.Open, await PhaseAsync());
    }

    /// <summary>Skips to after the closing time, closes and counts as far as nobody has to act.</summary>
    public async Task CloseAsync(TimeSpan lasts)
    {
        site.Clock.Skip(lasts);
        await KnockAsync();
        await CountAsync();
    }

    public Task CountAsync() => site.DoAsync<AdvanceCount>(use => use.RunAsync(Id, default));

    /// <summary>The publication of what waits in the inboxes; the second since the last one is skipped.</summary>
    public async Task FlushAsync()
    {
        site.Clock.Skip(TimeSpan.FromSeconds(2));
        await site.DoAsync<Flush, int>(use => use.RunAsync(default));
    }

    public async Task<VotePhase> PhaseAsync() => (await site.DoAsync<VoteQueries, VoteSummary?>(use => use.FindAsync(Id, default)))!.Phase;

    public async Task<string> UnitAsync(int local) =>
        (await site.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(Id, default))).Single(unit => unit.Local.Value == local).Uuid;

    private Task KnockAsync() => site.DoAsync<AdvanceVotes>(use => use.RunAsync(default));

    private Task<int> RevisionAsync() => site.DoAsync<RatifyVoteDb, int>(db => db.Set<Vote>().Where(v => v.Id == Id).Select(v => v.Revision).SingleAsync());

    private async Task EditAsync<TUseCase>(Func<TUseCase, int, Task<DraftOutcome>> edit) where TUseCase : notnull
    {
        int revision = await RevisionAsync();
        DraftOutcome outcome = await site.DoAsync<TUseCase, DraftOutcome>(use => edit(use, revision));
        Assert.True(outcome is DraftOutcome.Done, outcome is DraftOutcome.Refused refused ? $"{typeof(TUseCase).Name}: {string.Join(", ", refused.Why)}" : "");
    }
}
