using RatifyVote.Rehearsal.People;
using RatifyVote.Rehearsal.Reports;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>The first administrator by the setup code; then everybody else by the administrator: an account, a role, a code handed over, a link by mail.</summary>
internal sealed class HireStaff(HttpClient http, Site site, Progress progress)
{
    private const int Trustees = 3;

    public async Task<Staff> RunAsync(CancellationToken ct)
    {
        Person administrator = new(http, "Ada Administrator", usesPassword: false);
        Page page = await administrator.Browser.OpenAsync("/setup", ct);
        Page welcome = await administrator.Browser.SubmitAsync(page, Page.Form("setup"), new Dictionary<string, string>
        {
            ["Form.Code"] = site.SetupCode, ["Form.Name"] = administrator.Name, ["Form.Email"] = "ada@staff.example.org",
        }, ct);
        await administrator.FinishActivationAsync(welcome, "ada@staff.example.org", ct);
        Person[] officers = [await HireAsync(administrator, "Olive Officer", "InternationalOfficer", ct), await HireAsync(administrator, "Omar Officer", "InternationalOfficer", ct)];
        List<TrusteePlayer> trustees = [];
        foreach (string name in (string[])["Tess Trustee", "Theo Trustee", "Tove Trustee"])
        {
            trustees.Add(new(await HireAsync(administrator, name, "Trustee", ct)));
        }

        Person[] certifiers = [await HireAsync(administrator, "Cora Certifier", "Certifier", ct), await HireAsync(administrator, "Cyril Certifier", "Certifier", ct)];
        return new(administrator, officers, trustees, certifiers);
    }
}
