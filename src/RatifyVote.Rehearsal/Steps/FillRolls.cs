using System.Text;
using RatifyVote.Rehearsal.People;
using RatifyVote.Rehearsal.Plans;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>Locals by the administrator; the roster as a file, previewed and applied, by an officer.</summary>
internal sealed class FillRolls(VotingPlan plan)
{
    public async Task AddLocalsAsync(Person administrator, CancellationToken ct)
    {
        Page page = await administrator.Browser.OpenAsync("/administration/locals", ct);
        string lines = string.Join('\n', plan.Units.Select(unit => $"{unit.Local}, {unit.Name}"));
        page = await administrator.Browser.SubmitAsync(page, Page.Form("locals-put"), new Dictionary<string, string> { ["Form.Lines"] = lines }, ct);
        page.RequireDone("locals");
    }

    public async Task ImportAsync(Person officer, CancellationToken ct)
    {
        Page page = await officer.Browser.OpenAsync("/roster/import", ct);
        Page preview = await officer.Browser.UploadAsync(page, Page.Form("roster-upload"), "Form.File", "roster.csv", Encoding.UTF8.GetBytes(Csv()), new Dictionary<string, string>(), ct);
        string added = preview.Document.QuerySelector("#roster-plan")?.GetAttribute("data-added") ?? throw new RehearsalException($"The roster was not taken.{preview.Problem}");
        if (added != plan.Members.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            throw new RehearsalException($"The preview adds {added} members, the file has {plan.Members.Count}.");
        }

        Page done = await officer.Browser.SubmitAsync(preview, Page.Form("roster-apply"), new Dictionary<string, string> { ["Form.Confirmed"] = "true" }, ct);
        done.RequireDone("roster import");
    }

    private string Csv()
    {
        StringBuilder csv = new("card,name,email,local,standing,born\n");
        foreach (PlannedMember member in plan.Members)
        {
            csv.Append(member.Card).Append(',').Append(member.Name).Append(',').Append(member.Email).Append(',').Append(member.Local).Append(",good,").Append(member.Born).Append('\n');
        }

        return csv.ToString();
    }
}
