using System.Collections.Concurrent;
using RatifyVote.Rehearsal.People;
using RatifyVote.Rehearsal.Plans;
using RatifyVote.Rehearsal.Reports;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>Every member is invited; those who will come activate: the link from the mail, card number, date of birth, then a passkey or a password with app.</summary>
internal sealed class ActivateMembers(HttpClient http, VotingPlan plan, Site site, Progress progress)
{
    private static readonly TimeSpan MailLimit = TimeSpan.FromMinutes(15);
    private IReadOnlyDictionary<string, string> links = new Dictionary<string, string>();

    /// <summary>An officer invites local by local; then the mail has to arrive.</summary>
    public async Task InviteAsync(Staff staff, CancellationToken ct)
    {
        Person officer = staff.Officers[0];
        await progress.EachAsync("Locals invited", plan.Units, 1, async (unit, stop) =>
        {
            Page page = await officer.Browser.OpenAsync($"/roster/locals/{unit.Local}", stop);
            (await officer.Browser.SubmitAsync(page, Page.Form("roster-invite"), new Dictionary<string, string>(), stop)).RequireDone("invitation");
        }, ct);
        await progress.UntilAsync("Invitations arrived", MailLimit, () =>
        {
            links = site.Mail.ActivationLinks();
            return Task.FromResult(plan.Members.All(member => links.ContainsKey(member.Email)));
        }, ct);
    }

    /// <summary>Those who activated, by number.</summary>
    public async Task<IReadOnlyDictionary<int, Person>> RunAsync(int atOnce, CancellationToken ct)
    {
        ConcurrentDictionary<int, Person> people = new();
        await progress.EachAsync("Members activated", [.. plan.Members.Where(member => member.SignsIn)], atOnce, async (member, stop) =>
        {
            Person person = new(http, member.Name, member.UsesPassword);
            await person.ActivateAsync(links[member.Email], new Dictionary<string, string> { ["Form.CardNumber"] = member.Card, ["Form.DateOfBirth"] = member.Born }, member.Card, stop);
            people[member.Number] = person;
        }, ct);
        return people;
    }
}
