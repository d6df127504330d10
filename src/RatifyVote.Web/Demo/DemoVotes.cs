using RatifyVote.Domain;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Editing;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Counting;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Drafting;
using RatifyVote.Web.Votes.Opening;
using RatifyVote.Web.Votes.Sealing;

namespace RatifyVote.Web.Demo;

/// <summary>One vote that is over, counted, certified and published, and one that is open now, each taken through the same use cases as any vote.</summary>
internal sealed class DemoVotes(UseCases use, DemoUnion union, DemoTrustees trustees, DemoCertifiers certifiers, DemoBallots ballots, DemoSheet sheet, DemoClock clock)
{
    private const string Employer = "the Producers";
    private readonly IReadOnlyList<UnitCounts> table = DemoTable.Read();

    private Votes.Person First => new(union.Named("officer").Account, union.Named("officer").Name);

    private Votes.Person Second => new(union.Named("officer2").Account, union.Named("officer2").Name);

    public async Task MakeAsync(CancellationToken ct)
    {
        clock.Behind = TimeSpan.FromDays(55);
        await PublishAgreementAsync("basic", "Basic Agreement", ct);
        await PublishAgreementAsync("area-standards", "Area Standards Agreement", ct);
        sheet.PublishedVote = await OpenedAsync("basic", "Basic Agreement", "Ratification of the Basic Agreement", opened: TimeSpan.FromDays(19), lasts: TimeSpan.FromDays(3), ct);
        await ballots.CastAsync(sheet.PublishedVote, table, share: 1, spared: 0, ct);
        await FinishAsync(sheet.PublishedVote, closed: TimeSpan.FromDays(16), ct);
        clock.Behind = TimeSpan.FromDays(10);
        sheet.OpenVote = await OpenedAsync("area-standards", "Area Standards Agreement", "Ratification of the Area Standards Agreement", opened: TimeSpan.FromHours(6), lasts: TimeSpan.FromDays(3), ct);
        // Nobody of the sheet has voted yet.
        await ballots.CastAsync(sheet.OpenVote, table, share: 3, spared: 1, ct);
        clock.Behind = TimeSpan.FromHours(4);
        await use.AskAsync<Flush, int>(flush => flush.RunAsync(ct));
    }

    private async Task PublishAgreementAsync(string id, string name, CancellationToken ct)
    {
        LocalNumber[] locals = [.. table.Select(unit => unit.Unit.Local!.Value)];
        await use.MustAsync<CreateAgreement, AgreementOutcome, AgreementOutcome.Created>(create => create.RunAsync(id, name, Employer, locals, First.AsActor, ct));
        foreach (UnitCounts unit in table)
        {
            int local = unit.Unit.Local!.Value.Value;
            DossierContent content = DemoDossier.Of(unit);
            await use.MustAsync<ReviseDossier, DossierOutcome, DossierOutcome.Done>(revise => revise.RunAsync(id, local, 0, _ => content, ct));
            await use.MustAsync<PublishDossier, DossierOutcome, DossierOutcome.Published>(publish => publish.RunAsync(id, local, 1, "", First.AsActor, ct));
        }
    }

    /// <summary>Drafted, sealed and opened. Times are counted back from now.</summary>
    private async Task<string> OpenedAsync(string agreement, string name, string title, TimeSpan opened, TimeSpan lasts, CancellationToken ct)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset opens = new(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerHour - opened.Ticks, TimeSpan.Zero);
        string vote = (await use.MustAsync<CreateDraft, CreateDraftOutcome, CreateDraftOutcome.Created>(create => create.RunAsync(title, VoteKind.Ratification, false, First.AsActor, ct))).Vote;
        await FillAsync(vote, agreement, name, title, opens, opens + lasts, ct);
        await trustees.HoldCeremonyAsync(vote, ct);
        int revision = (await use.AskAsync<Votes.Pages.Prepare.DraftQuery, Votes.Pages.Prepare.DraftPage?>(query => query.ReadAsync(vote, ct)))!.Revision;
        await use.MustAsync<AskForSeal, SealOutcome, SealOutcome.Done>(ask => ask.RunAsync(vote, revision, First, ct));
        await use.MustAsync<ApproveSeal, SealOutcome, SealOutcome.Done>(approve => approve.RunAsync(vote, revision, Second, ct));
        await use.AskAsync<SealVote, bool>(seal => seal.RunAsync(vote, ct));
        await use.AskAsync<ScheduleVote, bool>(schedule => schedule.RunAsync(vote, ct));
        clock.Behind = TimeProvider.System.GetUtcNow() - opens - TimeSpan.FromMinutes(1);
        OpenStep step = await use.AskAsync<OpenVote, OpenStep>(open => open.RunAsync(vote, ct));
        return step is OpenStep.Opened ? vote : throw new InvalidOperationException($"The demonstration's vote did not open: {step}.");
    }

    private async Task FillAsync(string vote, string agreement, string name, string title, DateTimeOffset opens, DateTimeOffset closes, CancellationToken ct)
    {
        DraftSettings settings = new(title, VoteKind.Ratification, false, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), 3600, 10, 50, 72, 15 * 24, 72, "nobody: this is a demonstration");
        string delegates = "local,delegates\n" + string.Join('\n', table.Select(unit => $"{unit.Unit.Local},{unit.Delegates}"));
        NamedLocal[] locals = [.. table.Select(unit => new NamedLocal(unit.Unit.Local!.Value, unit.Name ?? unit.Unit.Label))];
        TrusteeChoice[] seats = [.. trustees.People.Select(person => new TrusteeChoice(person.Account, person.Name))];
        CertifierChoice[] signers = [.. sheet.People.Where(person => person.Role == "Certifier").Select((person, at) => new CertifierChoice(person.Account, person.Name, at == 0 ? "President" : "Secretary-Treasurer"))];
        Actor actor = First.AsActor;
        int r = await use.EditAsync<ReviseSettings>(edit => edit.RunAsync(vote, 0, settings, actor, ct));
        r = await use.EditAsync<PutContest>(edit => edit.RunAsync(vote, r, agreement, true, agreement, ContestTexts.For(VoteKind.Ratification, name, Employer), actor, ct));
        r = await use.EditAsync<ChooseUnits>(edit => edit.RunAsync(vote, r, agreement, locals, actor, ct));
        r = await use.EditAsync<ImportDelegateTable>(edit => edit.RunAsync(vote, r, agreement, "Demonstration table", "Invented; it meets the figures published of the 2021 vote.", delegates, actor, ct));
        r = await use.EditAsync<ChooseRules>(edit => edit.RunAsync(vote, r, agreement, DemoTable.Rules.Name, [], actor, ct));
        r = await use.EditAsync<ConfirmAssumptions>(edit => edit.RunAsync(vote, r, agreement, First, ct));
        r = await use.EditAsync<ConfirmAssumptions>(edit => edit.RunAsync(vote, r, agreement, Second, ct));
        r = await use.EditAsync<SetSchedule>(edit => edit.RunAsync(vote, r, opens, closes, actor, ct));
        r = await use.EditAsync<SeatTrustees>(edit => edit.RunAsync(vote, r, DemoTrustees.Threshold, seats, actor, ct));
        await use.EditAsync<ChooseCertifiers>(edit => edit.RunAsync(vote, r, 2, signers, actor, ct));
    }

    private async Task FinishAsync(string vote, TimeSpan closed, CancellationToken ct)
    {
        clock.Behind = closed - TimeSpan.FromHours(2);
        await use.AskAsync<CloseVote, bool>(close => close.RunAsync(vote, ct));
        await use.DoAsync<AdvanceCount>(advance => advance.RunAsync(vote, ct));
        await trustees.OpenTallyAsync(vote, ct);
        await use.DoAsync<AdvanceCount>(advance => advance.RunAsync(vote, ct));
        CountView? count = await use.AskAsync<CountQuery, CountView?>(query => query.OfAsync(vote, ct));
        if (count is null || !RecordHash.TryParseHex(count.ResultHash, out RecordHash result))
        {
            throw new InvalidOperationException("The demonstration's vote has no result.");
        }

        foreach (DemoPerson certifier in sheet.People.Where(person => person.Role == "Certifier"))
        {
            await certifiers.SignAsync(vote, certifier.Account, result, ct);
        }

        // The protest window of 72 hours is over.
        clock.Behind = closed - TimeSpan.FromHours(80);
        await use.DoAsync<AdvanceCount>(advance => advance.RunAsync(vote, ct));
        if (await use.AskAsync<VoteQueries, VoteSummary?>(votes => votes.FindAsync(vote, ct)) is not { Phase: VotePhase.Published })
        {
            throw new InvalidOperationException("The demonstration's vote was not published.");
        }
    }
}
