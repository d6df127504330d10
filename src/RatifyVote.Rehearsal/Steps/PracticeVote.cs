using System.IO.Compression;
using System.Text.Json.Nodes;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Rehearsal.People;
using RatifyVote.Rehearsal.Plans;
using RatifyVote.Rehearsal.Reports;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>The whole vote, in order. Everything goes through pages and endpoints that people use; the scheduler of the node opens, flushes, closes and counts.</summary>
internal sealed class PracticeVote(RunArguments arguments, VotingPlan plan, Site site, Progress progress)
{
    /// <summary>Ballots a second that the window is sized for: what two old cores do, with room.</summary>
    private const int BallotsPerSecond = 25;
    /// <summary>Entries of a roll a second that the seal is sized for.</summary>
    private const int SealedPerSecond = 400;
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(15);
    private readonly HttpClient http = Browser.ClientFor(site.Url, arguments.Clients * 2);

    /// <summary>Runs it all; the folder of the published vote.</summary>
    public async Task<string> RunAsync(CancellationToken ct)
    {
        using HttpClient client = http;
        HireStaff hire = new(http, site);
        using Staff staff = await progress.StepAsync("First administrator, officers, trustees, certifiers", () => hire.RunAsync(ct));
        IReadOnlyDictionary<int, Person> members = await FillRollsAsync(staff, ct);
        DraftVote draft = await PrepareAsync(staff, ct);
        (DateTimeOffset opens, DateTimeOffset closes) = await SealAsync(draft, ct);
        Journal journal = new(http, draft.Vote);
        CastBallots casting = new(http, draft.Vote, await UnitsAsync(draft.Vote, ct), arguments.Rules.BallotKept);
        await VoteAsync(casting, journal, members, opens, closes, ct);
        foreach (Person member in members.Values)
        {
            member.Dispose();
        }

        await CountAsync(staff, casting, journal, closes, ct);
        await CertifyAsync(staff, draft.Vote, ct);
        await progress.UntilAsync("Published", StepLimit, () => journal.HasAsync<JournalData.Published>(ct), ct);
        return await DownloadAsync(draft.Vote, ct);
    }

    private async Task<IReadOnlyDictionary<int, Person>> FillRollsAsync(Staff staff, CancellationToken ct)
    {
        FillRolls rolls = new(plan);
        await progress.StepAsync("Locals", () => rolls.AddLocalsAsync(staff.Administrator, ct));
        await progress.StepAsync("Roster previewed and applied", () => rolls.ImportAsync(staff.Officers[0], ct));
        ActivateMembers activate = new(http, plan, site, progress);
        await activate.InviteAsync(staff, ct);
        return await activate.RunAsync(arguments.Clients, ct);
    }

    private async Task<DraftVote> PrepareAsync(Staff staff, CancellationToken ct)
    {
        // In a large rehearsal their sessions have ended while the members activated.
        foreach (Person one in staff.Officers)
        {
            await one.SignInAsync(ct);
        }

        Person officer = staff.Officers[0];
        PublishDossiers dossiers = new(officer, plan);
        await progress.StepAsync("Agreement", () => dossiers.CreateAgreementAsync(ct));
        await progress.EachAsync("Dossiers published", plan.Units, 1, dossiers.PublishAsync, ct);
        DraftVote draft = new(officer, staff.Officers[1], plan, arguments.Rules);
        await progress.StepAsync("Draft, contest, rules confirmed by two", async () =>
        {
            await draft.CreateAsync(ct);
            await draft.AddContestAsync(ct);
            await draft.SeatPeopleAsync(staff, ct);
        });
        await progress.StepAsync("Key ceremony with key checks", () => HoldCeremonyAsync(staff, draft.Vote, ct));
        return draft;
    }

    private static async Task HoldCeremonyAsync(Staff staff, string vote, CancellationToken ct)
    {
        foreach (TrusteePlayer trustee in staff.Trustees)
        {
            await trustee.AcceptAsync(vote, ct);
        }

        bool anyPlayed = true;
        while (anyPlayed)
        {
            anyPlayed = false;
            foreach (TrusteePlayer trustee in staff.Trustees)
            {
                anyPlayed |= await trustee.PlayRoundAsync(ct);
            }
        }

        if (!await staff.Trustees[0].IsReadyAsync(ct))
        {
            throw new RehearsalException("The key ceremony stands still before its end.");
        }
    }

    private async Task<(DateTimeOffset Opens, DateTimeOffset Closes)> SealAsync(DraftVote draft, CancellationToken ct)
    {
        // Revotes come a minute after the first ballot.
        TimeSpan window = TimeSpan.FromSeconds(arguments.WindowSeconds ?? 100 + plan.Ballots / BallotsPerSecond);
        (DateTimeOffset Opens, DateTimeOffset Closes) times = await draft.ScheduleAsync(TimeSpan.FromSeconds(20 + plan.Members.Count / SealedPerSecond), window, ct);
        await progress.StepAsync("Sealed", () => draft.SealAsync(ct));
        return times;
    }

    private async Task<IReadOnlyDictionary<int, string>> UnitsAsync(string vote, CancellationToken ct)
    {
        byte[] record = await http.GetByteArrayAsync($"/votes/{vote}/terms.json", ct);
        return Terms.TryParse(record, out Terms? terms, out RecordFault fault)
            ? terms.Units.ToDictionary(pair => pair.Unit.Local, pair => pair.Unit.Uuid)
            : throw new RehearsalException($"terms.json cannot be read: {fault}.");
    }

    private async Task VoteAsync(CastBallots casting, Journal journal, IReadOnlyDictionary<int, Person> members, DateTimeOffset opens, DateTimeOffset closes, CancellationToken ct)
    {
        await progress.UntilAsync("Opened by the scheduler", opens - TimeProvider.System.GetUtcNow() + StepLimit, () => journal.HasAsync<JournalData.Opened>(ct), ct);
        // Those who think again come first, since the box wants a minute between two ballots of one person.
        PlannedMember[] visitors = [.. plan.Members.Where(member => member.SignsIn).OrderBy(member => member.Part is not Part.VoteTwice)];
        await progress.EachAsync("Members signed in, fetched, encrypted, cast", visitors, arguments.Clients, (member, stop) => casting.VisitAsync(member, members[member.Number], stop), ct);
        await casting.VoteAgainAsync(progress, arguments.Clients, ct);
        TimeSpan left = closes - TimeProvider.System.GetUtcNow();
        progress.Say($"{casting.Receipts:N0} receipts, {casting.Revotes:N0} second ballots, {left.TotalSeconds:F0} s left of the window.");
    }

    private async Task CountAsync(Staff staff, CastBallots casting, Journal journal, DateTimeOffset closes, CancellationToken ct)
    {
        await progress.UntilAsync("Closed by the scheduler", closes - TimeProvider.System.GetUtcNow() + StepLimit, () => journal.HasAsync<JournalData.Closing>(ct), ct);
        await casting.ComeLateAsync(progress, arguments.Clients, ct);
        await progress.UntilAsync("Ballots ended, signed off, key destroyed", StepLimit, () => journal.HasAsync<JournalData.KeyDestroyed>(ct), ct);
        await progress.StepAsync("Every receipt found on the board", () => casting.CheckReceiptsAsync(ct));
        await progress.EachAsync("Trustees verified every ballot and attested", staff.Trustees, 1, (trustee, stop) => trustee.AttestAsync(stop), ct);
        await progress.EachAsync("Trustees decrypted", [.. staff.Trustees.Take(Staff.TrusteeThreshold)], 1, (trustee, stop) => trustee.DecryptAsync(stop), ct);
        progress.Say("Refused as they should be: " + string.Join(", ", casting.Refusals.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value:N0}")));
        await progress.UntilAsync("Result computed", StepLimit, () => journal.HasAsync<JournalData.ResultComputed>(ct), ct);
    }

    private async Task CertifyAsync(Staff staff, string vote, CancellationToken ct)
    {
        foreach (Person certifier in staff.Certifiers)
        {
            await progress.UntilAsync($"{certifier.Name} certified", StepLimit, () => TryCertifyAsync(certifier, vote, ct), ct);
        }
    }

    /// <summary>False while the checks that come before the signatures still run.</summary>
    private static async Task<bool> TryCertifyAsync(Person certifier, string vote, CancellationToken ct)
    {
        await certifier.SignInAsync(ct);
        Page page = await certifier.Browser.OpenAsync($"/certify/{vote}", ct);
        if (page.Document.QuerySelector("#certify") is null)
        {
            return false;
        }

        using HttpResponseMessage answer = await certifier.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/certify/{vote}/result.json"), ct);
        string hash = RecordHash.Of(await answer.Content.ReadAsByteArrayAsync(ct)).ToHex();
        JsonNode options = await certifier.Browser.PostJsonAsync($"/certify/{vote}/options", new JsonObject { ["result"] = hash }, page.Csrf, ct);
        await certifier.Browser.PostJsonAsync($"/certify/{vote}/sign",
            new JsonObject { ["result"] = hash, ["statement"] = "certify", ["credential"] = certifier.Assert(options) }, page.Csrf, ct);
        return true;
    }

    private async Task<string> DownloadAsync(string vote, CancellationToken ct)
    {
        string zip = Path.Combine(arguments.Out, "published.zip"), folder = Path.Combine(arguments.Out, "published");
        await progress.UntilAsync("Publication downloaded", StepLimit, async () =>
        {
            using HttpResponseMessage answer = await http.GetAsync($"/votes/{vote}/published.zip", HttpCompletionOption.ResponseHeadersRead, ct);
            if (!answer.IsSuccessStatusCode)
            {
                return false;
            }

            await using FileStream file = File.Create(zip);
            await answer.Content.CopyToAsync(file, ct);
            return true;
        }, ct);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await ZipFile.ExtractToDirectoryAsync(zip, folder, ct);
        return folder;
    }
}
