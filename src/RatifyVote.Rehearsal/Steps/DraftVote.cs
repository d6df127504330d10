using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using RatifyVote.Domain.Rules;
using RatifyVote.Rehearsal.People;
using RatifyVote.Rehearsal.Plans;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>A practice vote from its first draft to the seal, page by page, by two officers.</summary>
internal sealed class DraftVote(Person officer, Person second, VotingPlan plan, RuleSet rules)
{
    private const string Contest = PublishDossiers.Agreement;

    public string Vote { get; private set; } = "";

    private string Prepare => $"/votes/{Vote}/prepare";

    public async Task CreateAsync(CancellationToken ct)
    {
        Page page = await officer.Browser.OpenAsync("/votes", ct);
        page = await officer.Browser.SubmitAsync(page, Page.Form("new-vote"), new Dictionary<string, string>
        {
            ["Form.Title"] = "Rehearsal",
            ["Form.Kind"] = rules.Name.Contains("strike", StringComparison.Ordinal) ? "StrikeAuthorization" : "Ratification",
            ["Form.Practice"] = "true",
        }, ct);
        Vote = page.RequireDone("new vote").Path.Split('/')[2];
        await SubmitAsync("settings", "settings", new Dictionary<string, string>
        {
            ["Form.RecordDate"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["Form.NoticeHours"] = "0",
            ["Form.CanvassHours"] = "0",
            ["Form.ProtestHours"] = "0",
            ["Form.FlushEverySeconds"] = plan.Ballots > 2_000 ? "60" : "10",
            ["Form.FlushNewCredentials"] = "1",
            ["Form.FlushSmallUnit"] = "0",
        }, ct);
    }

    public async Task AddContestAsync(CancellationToken ct)
    {
        await SubmitAsync($"contests/new?agreement={PublishDossiers.Agreement}", "contest", new Dictionary<string, string> { ["Form.Id"] = Contest }, ct);
        await SubmitAsync($"contests/{Contest}/locals", "locals", new Dictionary<string, string> { ["Form.Locals"] = string.Join('\n', plan.Units.Select(unit => unit.Local)) }, ct);
        await SubmitAsync($"contests/{Contest}/rules", "rules", new Dictionary<string, string> { ["Form.Preset"] = rules.Name }, ct);
        if (rules.Units is { Weight: UnitWeight.Delegates })
        {
            await AddDelegatesAsync(ct);
        }

        foreach (Person person in rules.Assumed.Count > 0 ? (Person[])[officer, second] : [])
        {
            Page page = await person.Browser.OpenAsync($"{Prepare}/contests/{Contest}/rules", ct);
            page = await person.Browser.SubmitAsync(page, Page.Form("confirm"), new Dictionary<string, string> { ["Confirmation.Confirmed"] = "true" }, ct);
            page.RequireDone("confirmation of the rules");
        }
    }

    public async Task SeatPeopleAsync(Staff staff, CancellationToken ct)
    {
        Page page = await officer.Browser.OpenAsync(Prepare + "/people", ct);
        string[] trustees = [.. staff.Trustees.Select(trustee => Account(page, "Seats.People", trustee.Person.Name))];
        page = await officer.Browser.SubmitAsync(page, Page.Form("trustees"), new Dictionary<string, string>
        {
            ["Seats.People"] = string.Join('\n', trustees),
            ["Seats.Number"] = Staff.TrusteeThreshold.ToString(CultureInfo.InvariantCulture),
        }, ct);
        page.RequireDone("trustees");
        page = await officer.Browser.OpenAsync(Prepare + "/people", ct);
        string[] certifiers = [.. staff.Certifiers.Select(certifier => Account(page, "Signers.People", certifier.Name))];
        Dictionary<string, string> signers = new()
        {
            ["Signers.People"] = string.Join('\n', certifiers),
            ["Signers.Number"] = certifiers.Length.ToString(CultureInfo.InvariantCulture),
        };
        foreach ((string account, int at) in certifiers.Select((account, at) => (account, at)))
        {
            signers[$"Signers.Offices[{account}]"] = $"Teller {at + 1}";
        }

        page = await officer.Browser.SubmitAsync(page, Page.Form("certifiers"), signers, ct);
        page.RequireDone("certifiers");
    }

    /// <summary>The last edit before the seal: opens so long from now, to the second.</summary>
    public async Task<(DateTimeOffset Opens, DateTimeOffset Closes)> ScheduleAsync(TimeSpan opensIn, TimeSpan window, CancellationToken ct)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset opens = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + (long)opensIn.TotalSeconds + 1);
        DateTimeOffset closes = opens + TimeSpan.FromSeconds(Math.Ceiling(window.TotalSeconds));
        await SubmitAsync("schedule", "schedule", new Dictionary<string, string> { ["Form.Zone"] = "UTC", ["Form.Opens"] = Wall(opens), ["Form.Closes"] = Wall(closes) }, ct);
        return (opens, closes);
    }

    /// <summary>One officer asks, the other approves; the answer comes when the vote is sealed.</summary>
    public async Task SealAsync(CancellationToken ct)
    {
        Page page = await officer.Browser.OpenAsync(Prepare, ct);
        if (page.Document.QuerySelector(Page.Form("ask-seal")) is null)
        {
            throw new RehearsalException("The vote cannot be sealed: " + string.Join("; ", page.Document.QuerySelectorAll("ul.mend li").Select(item => item.TextContent.Trim())));
        }

        page = await officer.Browser.SubmitAsync(page, Page.Form("ask-seal"), new Dictionary<string, string> { ["Confirmed"] = "true" }, ct);
        page.RequireDone("request to seal");
        page = await second.Browser.OpenAsync(Prepare, ct);
        page = await second.Browser.SubmitAsync(page, Page.Form("approve-seal"), new Dictionary<string, string> { ["Confirmed"] = "true" }, ct);
        page.RequireDone("seal");
    }

    private async Task AddDelegatesAsync(CancellationToken ct)
    {
        StringBuilder csv = new("local,delegates\n");
        foreach (PlannedUnit unit in plan.Units)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{unit.Local},{unit.Counts.Delegates}\n");
        }

        Page page = await officer.Browser.OpenAsync($"{Prepare}/contests/{Contest}/delegates", ct);
        page = await officer.Browser.SubmitAsync(page, Page.Form("table"), new Dictionary<string, string>
        {
            ["Form.Name"] = "The rehearsal's table", ["Form.Source"] = "The file the rehearsal was given.", ["Form.Csv"] = csv.ToString(),
        }, ct);
        page.RequireDone("delegate table");
        page = await officer.Browser.SubmitAsync(page, Page.Form("take-table"), new Dictionary<string, string>(), ct);
        page.RequireDone("delegate table");
    }

    private async Task SubmitAsync(string page, string form, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        Page opened = await officer.Browser.OpenAsync($"{Prepare}/{page}", ct);
        (await officer.Browser.SubmitAsync(opened, Page.Form(form), values, ct)).RequireDone(form);
    }

    private static string Account(Page page, string field, string name) =>
        page.Document.QuerySelectorAll($"input[name='{field}']").FirstOrDefault(box => box.ParentElement?.TextContent.Trim() == name)?.GetAttribute("value")
        ?? throw new RehearsalException($"{page.Path} does not offer {name}.");

    private static string Wall(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
