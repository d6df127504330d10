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
        List<Newcomer> newcomers = [];
        foreach ((string name, string role) in Wanted)
        {
            newcomers.Add(await AddAsync(administrator, name, role, ct));
        }

        // Everybody is added first, so that the mail is waited for once.
        ILookup<string, Person> people = (await Task.WhenAll(newcomers.Select(newcomer => ActivateAsync(newcomer, ct)))).ToLookup(one => one.Role, one => one.Person);
        return new(administrator, [.. people["InternationalOfficer"]], [.. people["Trustee"].Select(person => new TrusteePlayer(person))], [.. people["Certifier"]]);
    }

    private static readonly (string Name, string Role)[] Wanted =
    [
        ("Olive Officer", "InternationalOfficer"), ("Omar Officer", "InternationalOfficer"),
        ("Tess Trustee", "Trustee"), ("Theo Trustee", "Trustee"), ("Tove Trustee", "Trustee"),
        ("Cora Certifier", "Certifier"), ("Cyril Certifier", "Certifier"),
    ];

    /// <param name="Code">Handed over by the administrator; the link comes by mail.</param>
    private sealed record Newcomer(string Name, string Role, string Address, string Code);

    /// <summary>The administrator adds the person, reads the code off the page and gives the role.</summary>
    private static async Task<Newcomer> AddAsync(Person administrator, string name, string role, CancellationToken ct)
    {
        string address = name.ToLowerInvariant().Replace(' ', '.') + "@staff.example.org";
        Page page = await administrator.Browser.OpenAsync("/administration/people/new", ct);
        page = await administrator.Browser.SubmitAsync(page, Page.Form("person-add"), new Dictionary<string, string> { ["Form.Name"] = name, ["Form.Email"] = address }, ct);
        string code = page.Document.QuerySelector("#handed-code")?.TextContent ?? throw new RehearsalException($"{name} was not added.{page.Problem}");
        string sheet = page.Document.QuerySelector("#added-person")!.GetAttribute("href")!;
        page = await administrator.Browser.OpenAsync(sheet, ct);
        (await administrator.Browser.SubmitAsync(page, Page.Form("role-grant"), new Dictionary<string, string> { ["Form.Role"] = role }, ct)).RequireDone($"role of {name}");
        return new(name, role, address, code);
    }

    /// <summary>The person follows the link of the mail with the code.</summary>
    private async Task<(string Role, Person Person)> ActivateAsync(Newcomer newcomer, CancellationToken ct)
    {
        Person person = new(http, newcomer.Name, usesPassword: false);
        await person.ActivateAsync(await LinkAsync(newcomer.Address, ct), new Dictionary<string, string> { ["Form.Code"] = newcomer.Code }, newcomer.Address, ct);
        await person.SignInAsync(ct);
        return (newcomer.Role, person);
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
