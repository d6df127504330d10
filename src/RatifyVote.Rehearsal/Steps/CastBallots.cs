using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Rehearsal.People;
using RatifyVote.Rehearsal.Plans;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>Members vote: sign in, fetch the credential, make a real ballot, cast it without a cookie. What must be refused is sent too, and must be refused for its own reason.</summary>
internal sealed class CastBallots(HttpClient http, string vote, IReadOnlyDictionary<int, string> units, BallotKept kept)
{
    /// <summary>The box takes one ballot of a credential a minute.</summary>
    private static readonly TimeSpan BetweenCasts = TimeSpan.FromSeconds(62);
    private readonly BallotPost post = new(http);
    private readonly ConcurrentDictionary<string, Lazy<Task<UnitBooth>>> booths = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(PlannedMember Member, string Uuid, Scalar Secret, DateTimeOffset CastAt)> again = new();
    private readonly ConcurrentQueue<(string Uuid, byte[] Ballot)> late = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<Tracker>> receipts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);

    /// <summary>Refusals that were wanted, by code.</summary>
    public IReadOnlyDictionary<string, int> Refusals => refusals;

    public int Receipts => receipts.Values.Sum(bag => bag.Count);

    public int Revotes { get; private set; }

    public int CameLate => late.Count;

    /// <summary>One member's first visit.</summary>
    public async Task VisitAsync(PlannedMember member, Person person, CancellationToken ct)
    {
        string uuid = units[member.Local.Value];
        await person.SignInAsync(ct);
        Page page = await person.Browser.OpenAsync($"/vote/{vote}/{uuid}", ct);
        Task<UnitBooth> opened = booths.GetOrAdd(uuid, _ => new(() => OpenBoothAsync(person, uuid, ct))).Value;
        UnitBooth booth = await opened;
        Scalar secret = booth.Accept(await FetchAsync(person, uuid, page.Csrf, ct));
        switch (member.Part)
        {
            case Part.Abstain:
                throw new InvalidOperationException("Who abstains does not come.");
            case Part.ComeLate:
                late.Enqueue((uuid, booth.MakeBallot(secret, member.Counted)));
                return;
            case Part.SendBadBallots:
                await SendBadAsync(booth, secret, member.Counted, ct);
                await CastAsync(booth, booth.MakeBallot(secret, member.Counted), ct);
                return;
            case Part.Vote:
                await CastAsync(booth, booth.MakeBallot(secret, member.Counted), ct);
                return;
            case Part.VoteTwice:
                await CastAsync(booth, booth.MakeBallot(secret, kept is BallotKept.Last ? member.Other : member.Counted), ct);
                again.Enqueue((member, uuid, secret, TimeProvider.System.GetUtcNow()));
                return;
        }
    }

    /// <summary>Those who thought again cast once more; the rule set says whether that is taken.</summary>
    public async Task VoteAgainAsync(Reports.Progress progress, int atOnce, CancellationToken ct) => await progress.EachAsync("Second ballots", [.. again], atOnce, async (one, stop) =>
    {
        TimeSpan wait = one.CastAt + BetweenCasts - TimeProvider.System.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, stop);
        }

        UnitBooth booth = await booths[one.Uuid].Value;
        if (kept is BallotKept.Last)
        {
            await CastAsync(booth, booth.MakeBallot(one.Secret, one.Member.Counted), stop);
        }
        else
        {
            Expect(await post.CastAsync(one.Uuid, booth.MakeBallot(one.Secret, one.Member.Other), stop), "RevoteNotAllowed");
        }

        lock (refusals)
        {
            Revotes++;
        }
    }, ct);

    /// <summary>Ballots that were made in time and come after the close.</summary>
    public async Task ComeLateAsync(Reports.Progress progress, int atOnce, CancellationToken ct) => await progress.EachAsync("Late ballots", [.. late], atOnce, async (one, stop) =>
        Expect(await post.CastAsync(one.Uuid, one.Ballot, stop), "PollsClosed"), ct);

    /// <summary>Every receipt's ballot is on the board.</summary>
    public async Task CheckReceiptsAsync(CancellationToken ct)
    {
        foreach ((string uuid, ConcurrentBag<Tracker> trackers) in receipts)
        {
            JsonNode index = JsonNode.Parse(await http.GetStreamAsync($"/board/{uuid}/index.json", ct))!;
            HashSet<string> there = [.. index["ballots"]!.AsArray().Select(ballot => ballot![1]!.GetValue<string>())];
            int missing = trackers.Count(tracker => !there.Contains(tracker.ToString()));
            if (missing > 0 || there.Count != trackers.Count)
            {
                throw new RehearsalException($"Unit {uuid}: {trackers.Count} receipts, {there.Count} ballots on the board, {missing} receipts whose ballot is not there.");
            }
        }
    }

    private async Task<UnitBooth> OpenBoothAsync(Person person, string uuid, CancellationToken ct)
    {
        JsonNode setup = await person.Browser.GetJsonAsync($"/booth/{uuid}/setup.json", ct);
        return UnitBooth.Of(setup, await http.GetByteArrayAsync($"/board/{uuid}/credentials.json", ct));
    }

    private static async Task<HandOut> FetchAsync(Person person, string uuid, string csrf, CancellationToken ct)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/handout/{uuid}") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-CSRF", csrf);
        using HttpResponseMessage answer = await person.Browser.SendAsync(request, ct);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(ct);
        return HandOut.TryParse(body, out HandOut? handOut, out _) ? handOut
            : throw new RehearsalException($"{person.Name} was not handed a credential: {(int)answer.StatusCode} {Encoding.UTF8.GetString(body).TrimEnd('"', '}', ' ')}");
    }

    private async Task CastAsync(UnitBooth booth, byte[] ballot, CancellationToken ct)
    {
        (Receipt? receipt, string? refused) = await post.CastAsync(booth.Uuid, ballot, ct);
        // A full queue is no refusal of the ballot: the booth's "Try again" sends the same bytes.
        for (int tries = 0; refused is "TryAgainLater" && tries < 60; tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            (receipt, refused) = await post.CastAsync(booth.Uuid, ballot, ct);
        }

        if (receipt is null)
        {
            throw new RehearsalException($"A ballot of unit {booth.Uuid} was refused: {refused}.");
        }

        if (!receipt.Verify(booth.Terms.ServiceKey) || receipt.Tracker != Tracker.Of(ballot) || receipt.Uuid != booth.Uuid || receipt.Fingerprint != booth.Election.Fingerprint)
        {
            throw new RehearsalException($"A receipt of unit {booth.Uuid} does not hold.");
        }

        receipts.GetOrAdd(booth.Uuid, _ => []).Add(receipt.Tracker);
    }

    private async Task SendBadAsync(UnitBooth booth, Scalar secret, Choice choice, CancellationToken ct)
    {
        byte[] good = booth.MakeBallot(secret, choice);
        if (units.Values.FirstOrDefault(uuid => uuid != booth.Uuid) is { } elsewhere)
        {
            Expect(await post.CastAsync(elsewhere, good, ct), "WrongElection");
        }

        Expect(await post.CastAsync(booth.Uuid, booth.MakeBallot(booth.Election.Group.RandomScalar(SystemRandom.Source), choice), ct), "UnknownCredential");
        Expect(await post.SendAsync(booth.Uuid, "{}"u8.ToArray(), ct), "Unreadable");
        Expect(await post.CastAsync(booth.Uuid, ChangeProof(good), ct), "BadSignature", "BadProof");
    }

    // The last digit of the first response, changed: still a number, no longer a proof.
    private static byte[] ChangeProof(byte[] ballot)
    {
        string text = Encoding.UTF8.GetString(ballot);
        int end = text.IndexOf('"', text.IndexOf("\"response\":\"", StringComparison.Ordinal) + "\"response\":\"".Length) - 1;
        char changed = text[end] == '0' ? '1' : (char)(text[end] - 1);
        return Encoding.UTF8.GetBytes(text[..end] + changed + text[(end + 1)..]);
    }

    private void Expect((Receipt? Receipt, string? Refused) answer, params string[] codes)
    {
        if (answer.Refused is null || !codes.Contains(answer.Refused))
        {
            throw new RehearsalException($"Should have been refused ({string.Join(" or ", codes)}), was {(answer.Refused is null ? "taken" : "refused: " + answer.Refused)}.");
        }

        refusals.AddOrUpdate(answer.Refused, 1, (_, count) => count + 1);
    }
}
