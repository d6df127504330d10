using RatifyVote.Rehearsal.People;
using RatifyVote.Rehearsal.Plans;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>An agreement, and of every local a dossier with one issue, published.</summary>
internal sealed class PublishDossiers(Person officer, VotingPlan plan)
{
    public const string Agreement = "basic";

    public async Task CreateAgreementAsync(CancellationToken ct)
    {
        Page page = await officer.Browser.OpenAsync("/agreements/new", ct);
        page = await officer.Browser.SubmitAsync(page, Page.Form("create"), new Dictionary<string, string>
        {
            ["Form.Name"] = "Rehearsal Basic Agreement",
            ["Form.Id"] = Agreement,
            ["Form.Employer"] = "the Producers",
            ["Form.Locals"] = string.Join('\n', plan.Units.Select(unit => unit.Local)),
        }, ct);
        page.RequireDone("agreement");
    }

    public async Task PublishAsync(PlannedUnit unit, CancellationToken ct)
    {
        string dossier = $"/agreements/{Agreement}/local/{unit.Local}";
        Page page = await officer.Browser.OpenAsync(dossier + "/issues/new", ct);
        page = await officer.Browser.SubmitAsync(page, Page.Form("issue"), new Dictionary<string, string>
        {
            ["Form.Title"] = "Wages",
            ["Form.Status"] = "gain",
            ["Form.Current"] = "The scale of the last agreement.",
            ["Form.Proposed"] = "Three percent in each of three years.",
            ["Form.Changes"] = $"Every member of local {unit.Local} earns more than now.",
        }, ct);
        page.RequireDone("issue");
        page = await officer.Browser.SubmitAsync(page, Page.Form("texts"), new Dictionary<string, string> { ["Texts.Summary"] = $"What the agreement means for local {unit.Local}. A rehearsal." }, ct);
        page.RequireDone("texts");
        page = await officer.Browser.SubmitAsync(page, Page.Form("publish"), new Dictionary<string, string> { ["Publication.Confirmed"] = "true" }, ct);
        page.RequireDone("publication of a dossier");
    }
}
