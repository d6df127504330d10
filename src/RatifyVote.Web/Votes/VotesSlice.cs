using RatifyVote.Web.Administration;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes.Drafting;
using RatifyVote.Web.Votes.Ending;
using RatifyVote.Web.Votes.Opening;
using RatifyVote.Web.Votes.Pages;
using RatifyVote.Web.Votes.Pages.Prepare;
using RatifyVote.Web.Votes.Sealing;
using RatifyVote.Web.Votes.Standing;

namespace RatifyVote.Web.Votes;

public static class VotesSlice
{
    public static WebApplicationBuilder AddVotes(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        foreach (Type scoped in new[]
        {
            typeof(VoteLife), typeof(VoteQueries), typeof(Journal),
            typeof(DraftEdit), typeof(CreateDraft), typeof(ReviseSettings), typeof(PutContest), typeof(RemoveContest), typeof(ChooseUnits), typeof(ImportDelegateTable),
            typeof(ChooseRules), typeof(ConfirmAssumptions), typeof(SetSchedule), typeof(SeatTrustees), typeof(ChooseCertifiers), typeof(DiscardDraft),
            typeof(WhatBlocksSealing), typeof(CertifierKeys), typeof(AskForSeal), typeof(ApproveSeal), typeof(FreezeRoll), typeof(SealVote),
            typeof(WhatBlocksOpening), typeof(ScheduleVote), typeof(OpenVote), typeof(CloseVote), typeof(AdvanceVotes),
            typeof(AskForVoid), typeof(ApproveVoid), typeof(VoidVote), typeof(CopyVote),
            typeof(RollAnswers), typeof(DraftQuery),
        })
        {
            services.AddScoped(scoped);
        }
        services.AddSingleton<BoothBundle>();
        services.AddKnock<AdvanceVotes>(AdvanceVotes.KnockName, TimeSpan.FromSeconds(5), (knock, ct) => knock.RunAsync(ct));
        services.AddDueList<AdvanceVotes>((knock, ct) => knock.DueListAsync(ct));
        services.AddNavigationLink("Votes.Link", "/votes", Capability.PrepareVote, 100);
        services.AddHomeSection<MyVotes>(Capability.TakePart, 10);
        services.AddHomeSection<OfficerDesk>(Capability.PrepareVote, 110);
        return builder;
    }

    public static WebApplication MapVotes(this WebApplication app)
    {
        VoteFiles.Map(app);
        return app;
    }
}
