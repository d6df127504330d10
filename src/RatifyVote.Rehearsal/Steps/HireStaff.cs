using System.Diagnostics;
using RatifyVote.Rehearsal.People;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>The first administrator by the setup code; then everybody else by the administrator: an account, a role, a code handed over, a link by mail.</summary>
internal sealed class HireStaff(HttpClient http, Site site)
{
    private static readonly TimeSpan MailLimit = TimeSpan.FromMinutes(2);

    public async Task<Staff> RunAsync(CancellationToken ct)
    {
        Person administrator = new(http, "Ada Administrator", usesPassword: false);
        Page page = await administrator.Browser.OpenAsync("/setup", ct);
        Page welcome = await administrator.Browser.SubmitAsync(page, Page.Form("setup"), new Dictionary<string, string>
        {
            ["Form.Code"] = site.SetupCode, ["Form.Name"] = administrator.Name, ["Form.Email"] = "ada@staff.example.org",
        }, ct);
        await administrator.FinishActivationAsync(welcome, "ada@staff.example.org", ct);
        await administrator.SignInAsync(ct);
        Person[] officers = [await HireAsync(administrator, "Olive Officer", "InternationalOfficer", ct), await HireAsync(administrator, "Omar Officer", "InternationalOfficer", ct)];
        List<TrusteePlayer> trustees = [];
        foreach (string name in (string[])["Tess Trustee", "Theo Trustee", "Tove Trustee"])
        {
            trustees.Add(new(await HireAsync(administrator, name, "Trustee", ct)));
        }

        Person[] certifiers = [await HireAsync(administrator, "Cora Certifier", "Certifier", ct), await HireAsync(administrator, "Cyril Certifier", "Certifier", ct)];
        return new(administrator, officers, trustees, certifiers);
    }

    /// <summary>The administrator adds the person, reads the code off the page and gives the role; the person follows the link of the mail with that code.</summary>
    private async Task<Person> HireAsync(Person administrator, string name, string role, CancellationToken ct)
    {
        string address = name.ToLowerInvariant().Replace(' ', '.') + "@staff.example.org";
        Page page = await administrator.Browser.OpenAsync("/administration/people/new", ct);
        page = await administrator.Browser.SubmitAsync(page, Page.Form("person-add"), new Dictionary<string, string> { ["Form.Name"] = name, ["Form.Email"] = address }, ct);
        string code = page.Document.QuerySelector("#handed-code")?.TextContent ?? throw new RehearsalException($"{name} was not added.{page.Problem}");
        string sheet = page.Document.QuerySelector("#added-person")!.GetAttribute("href")!;
        page = await administrator.Browser.OpenAsync(sheet, ct);
        (await administrator.Browser.SubmitAsync(page, Page.Form("role-grant"), new Dictionary<string, string> { ["Form.Role"] = role }, ct)).RequireDone($"role of {name}");

        Person person = new(http, name, usesPassword: false);
        await person.ActivateAsync(await LinkAsync(address, ct), new Dictionary<string, string> { ["Form.Code"] = code }, address, ct);
        await person.SignInAsync(ct);
        return person;
    }

    private async Task<string> LinkAsync(string address, CancellationToken ct)
    {
        long since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < MailLimit)
        {
            if (site.Mail.ActivationLinks().TryGetValue(address, out string? link))
            {
                return link;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), ct);
        }

        throw new RehearsalException($"No mail came for {address}.");
    }
}
