using System.Text;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Booth.Casting;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Booth;

/// <summary>Every <see cref="CastRefusal"/>, each by what a person or an attacker would send.</summary>
public class CastRefusalTests
{
    [Theory, OnBothDatabases]
    public async Task PollsNotOpen_before_the_opening_time_and_before_the_unit_is_opened(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote sealedOnly = await BoxVote.SealAsync(host, [2], open: false);
        await AssertRefusedAsync(host, sealedOnly, sealedOnly.Unit.Ballot(0), CastRefusal.PollsNotOpen);
        BoxVote later = await BoxVote.SealAsync(host, [2]);
        await host.InScopeAsync<BallotBoxDb>(async db =>
        {
            BoxUnit unit = db.Set<BoxUnit>().Single(row => row.Uuid == later.Unit.Uuid);
            unit.OpensAt = host.Clock.GetUtcNow().AddMinutes(1);
            await db.SaveChangesAsync();
        });
        await AssertRefusedAsync(host, later, later.Unit.Ballot(0), CastRefusal.PollsNotOpen);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await host.Anonymous().CastAsync(later.Unit.Uuid, later.Unit.Ballot(0))).Accepted);
    }

    [Theory, OnBothDatabases]
    public async Task PollsClosed_from_the_closing_instant_on_although_nothing_has_closed_the_unit_yet(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        host.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromTicks(10));
        Assert.True((await host.Anonymous().CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(0))).Accepted);
        host.Clock.Advance(TimeSpan.FromTicks(10));
        await AssertRefusedAsync(host, vote, vote.Unit.Ballot(1), CastRefusal.PollsClosed);
    }

    [Fact]
    public async Task TooLarge_for_anything_over_4096_bytes()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        await AssertBodyRefusedAsync(host, vote, new byte[PaddedBody.Large + 1], CastRefusal.TooLarge);
    }

    [Fact]
    public async Task Unreadable_for_what_is_no_ballot_in_an_envelope_of_the_right_size()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        await AssertBodyRefusedAsync(host, vote, PaddedBody.WriteCast(vote.Unit.Ballot(0))[..^1], CastRefusal.Unreadable);
        await AssertBodyRefusedAsync(host, vote, Encoding.ASCII.GetBytes(new string('x', PaddedBody.Large)), CastRefusal.Unreadable);
        await AssertRefusedAsync(host, vote, "{}"u8.ToArray(), CastRefusal.Unreadable);
        await AssertRefusedAsync(host, vote, "not a ballot"u8.ToArray(), CastRefusal.Unreadable);
    }

    [Fact]
    public async Task Unreadable_for_a_request_that_could_be_tied_to_a_sign_in_or_comes_from_elsewhere()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        byte[] body = PaddedBody.WriteCast(vote.Unit.Ballot(0));
        HttpClient client = host.Anonymous();
        Assert.Equal("Unreadable", (await client.PostCastAsync(vote.Unit.Uuid, body, request => request.Headers.Add("Cookie", "a=b"))).Refused);
        Assert.Equal("Unreadable", (await client.PostCastAsync(vote.Unit.Uuid, body, request => request.Headers.Add("Authorization", "Bearer x"))).Refused);
        Assert.Equal("Unreadable", (await client.PostCastAsync(vote.Unit.Uuid, body, request => request.Content!.Headers.ContentType = new("text/plain"))).Refused);
        client.DefaultRequestHeaders.Remove("Origin");
        Assert.Equal("Unreadable", (await client.PostCastAsync(vote.Unit.Uuid, body)).Refused);
        Assert.Equal("Unreadable", (await client.PostCastAsync(vote.Unit.Uuid, body, request => request.Headers.Add("Origin", "https://elsewhere.example"))).Refused);
    }

    [Fact]
    public async Task NotCanonical_for_the_same_ballot_written_otherwise()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        string text = Encoding.UTF8.GetString(vote.Unit.Ballot(0));
        await AssertRefusedAsync(host, vote, Encoding.UTF8.GetBytes(" " + text), CastRefusal.NotCanonical);
        await AssertRefusedAsync(host, vote, Encoding.UTF8.GetBytes(text.Replace("\"response\":\"", "\"response\":\"0", StringComparison.Ordinal)), CastRefusal.NotCanonical);
        await AssertRefusedAsync(host, vote, Encoding.UTF8.GetBytes(text.Replace("{\"election_uuid\"", "{\"x\":1,\"election_uuid\"", StringComparison.Ordinal)), CastRefusal.NotCanonical);
        Ballot large = Parsed(text) with { Signature = Parsed(text).Signature with { Proof = Parsed(text).Signature.Proof with { Response = new string('9', 80) } } };
        await AssertRefusedAsync(host, vote, large.Write(), CastRefusal.NotCanonical);
    }

    [Fact]
    public async Task WrongElection_for_another_unit_and_for_a_unit_that_does_not_exist()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2, 2]);
        await AssertRefusedAsync(host, vote, vote.Units[1].Ballot(0), CastRefusal.WrongElection);
        Assert.Equal("WrongElection", (await host.Anonymous().CastAsync("1111111111111z", vote.Unit.Ballot(0))).Refused);
    }

    [Fact]
    public async Task UnknownCredential_for_a_credential_that_is_not_on_the_sealed_list()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        Group group = vote.Unit.Election.Group;
        byte[] ballot = new BallotMaker(vote.Unit.Election).Make(group.RandomScalar(SystemRandom.Source), [[0, 1, 0]], SystemRandom.Source).Write();
        await AssertRefusedAsync(host, vote, ballot, CastRefusal.UnknownCredential);
    }

    [Fact]
    public async Task WrongShape_for_an_answer_without_its_blank_proof()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        Ballot ballot = Parsed(vote.Unit.Ballot(0));
        await AssertRefusedAsync(host, vote, (ballot with { Answers = [ballot.Answers[0] with { BlankProof = null }] }).Write(), CastRefusal.WrongShape);
        await AssertRefusedAsync(host, vote, (ballot with { Answers = [] }).Write(), CastRefusal.WrongShape);
    }

    [Fact]
    public async Task NotInGroup_for_a_ciphertext_with_a_point_of_small_order()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        // (0, -1), a point of order two: y = 2^255 - 20.
        string torsion = "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec";
        Ballot ballot = Parsed(vote.Unit.Ballot(0));
        Answer answer = ballot.Answers[0];
        Ballot changed = ballot with { Answers = [answer with { Choices = answer.Choices.SetItem(0, answer.Choices[0] with { Alpha = torsion }) }] };
        await AssertRefusedAsync(host, vote, Resigned(vote.Unit, 0, changed), CastRefusal.NotInGroup);
    }

    [Fact]
    public async Task BadSignature_for_a_ballot_under_somebody_elses_credential_and_for_one_that_was_changed()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        Ballot ballot = Parsed(vote.Unit.Ballot(0));
        await AssertRefusedAsync(host, vote, (ballot with { Credential = vote.Unit.Credentials[1] }).Write(), CastRefusal.BadSignature);
        Ballot stolen = ballot with { Credential = vote.Unit.Credentials[1] };
        stolen = stolen with { Signature = stolen.Signature with { Hash = stolen.HashToSign() } };
        await AssertRefusedAsync(host, vote, stolen.Write(), CastRefusal.BadSignature);
    }

    [Fact]
    public async Task BadProof_for_another_members_ciphertexts_signed_anew()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        Ballot copied = Parsed(vote.Unit.Ballot(0)) with { Credential = vote.Unit.Credentials[1] };
        await AssertRefusedAsync(host, vote, Resigned(vote.Unit, 1, copied), CastRefusal.BadProof);
    }

    [Theory, OnBothDatabases]
    public async Task CiphertextSeenBefore_for_a_ciphertext_in_the_inbox_or_on_the_board(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [4], newCredentials: 1);
        HttpClient client = host.Anonymous();
        byte[] first = vote.Unit.Ballot(0);
        Assert.True((await client.CastAsync(vote.Unit.Uuid, first)).Accepted);
        // The same randomness under the same credential: every proof holds, one ciphertext returns.
        byte[] repeated = Repeating(vote.Unit, 1, "repeated");
        Assert.True((await client.CastAsync(vote.Unit.Uuid, Repeating(vote.Unit, 1, "repeated", changed: false))).Accepted);
        await AssertRefusedAsync(host, vote, repeated, CastRefusal.CiphertextSeenBefore);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await host.InScopeAsync<Flush, int>(flush => flush.RunAsync(default)));
        await AssertRefusedAsync(host, vote, repeated, CastRefusal.CiphertextSeenBefore);
    }

    [Fact]
    public async Task CiphertextSeenBefore_for_a_ciphertext_that_a_neutral_ballot_of_the_unit_will_need()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        byte[] neutral = new NeutralBallots(vote.Unit.Election).Make(vote.Unit.Secret(0), SystemRandom.Source).Write();
        await AssertRefusedAsync(host, vote, neutral, CastRefusal.CiphertextSeenBefore);
    }

    [Theory, OnBothDatabases]
    public async Task OldBallotReplayed_for_a_replaced_ballot_in_the_inbox_and_on_the_board_while_the_last_one_gets_its_receipt_again(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [2], newCredentials: 1);
        HttpClient client = host.Anonymous();
        byte[] first = vote.Unit.Ballot(0, 1), second = vote.Unit.Ballot(0, 2);
        CastAnswer firstAnswer = await client.CastAsync(vote.Unit.Uuid, first);
        Assert.Equal(firstAnswer.Receipt!.Tracker, (await client.CastAsync(vote.Unit.Uuid, first)).Receipt!.Tracker);
        Assert.True((await client.CastAsync(vote.Unit.Uuid, second)).Accepted);
        await AssertRefusedAsync(host, vote, first, CastRefusal.OldBallotReplayed);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await host.InScopeAsync<Flush, int>(flush => flush.RunAsync(default)));
        await AssertRefusedAsync(host, vote, first, CastRefusal.OldBallotReplayed);
        Assert.True((await client.CastAsync(vote.Unit.Uuid, second)).Accepted);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.InScopeAsync<CloseUnits>(close => close.RunAsync(vote.Id, default));
        Assert.True((await client.CastAsync(vote.Unit.Uuid, second)).Accepted);
        await AssertRefusedAsync(host, vote, first, CastRefusal.OldBallotReplayed);
        await AssertRefusedAsync(host, vote, vote.Unit.Ballot(1), CastRefusal.PollsClosed);
    }

    [Fact]
    public async Task Posting_a_published_ballot_again_does_not_tell_whether_its_credential_has_cast_since()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2], newCredentials: 1);
        HttpClient client = host.Anonymous();
        byte[] published = vote.Unit.Ballot(0, 1);
        await client.CastAsync(vote.Unit.Uuid, published);
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await host.InScopeAsync<Flush>(flush => flush.RunAsync(default));
        CastAnswer before = await client.CastAsync(vote.Unit.Uuid, published);
        Assert.True((await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(0, 2))).Accepted);
        CastAnswer after = await client.CastAsync(vote.Unit.Uuid, published);
        Assert.Equal((before.Status, before.Receipt?.Tracker), (after.Status, after.Receipt?.Tracker));
    }

    [Theory, OnBothDatabases]
    public async Task RevoteNotAllowed_where_the_first_ballot_counts(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [2], revotes: RevoteRule.First);
        byte[] first = vote.Unit.Ballot(0, 1);
        Assert.True((await host.Anonymous().CastAsync(vote.Unit.Uuid, first)).Accepted);
        await AssertRefusedAsync(host, vote, vote.Unit.Ballot(0, 2), CastRefusal.RevoteNotAllowed);
        Assert.True((await host.Anonymous().CastAsync(vote.Unit.Uuid, first)).Accepted);
    }

    [Fact]
    public async Task TryAgainLater_for_a_second_ballot_within_a_minute_and_the_fifty_first_within_a_day()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2], practice: false);
        HttpClient client = host.Anonymous();
        for (int n = 0; n < 50; n++)
        {
            Assert.True((await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(0))).Accepted);
            await AssertRefusedAsync(host, vote, vote.Unit.Ballot(0), CastRefusal.TryAgainLater);
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await AssertRefusedAsync(host, vote, vote.Unit.Ballot(0), CastRefusal.TryAgainLater);
        Assert.True((await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(1))).Accepted);
    }

    [Fact]
    public async Task TryAgainLater_when_the_queue_is_full_and_nothing_is_stored()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [2]);
        byte[] bytes = vote.Unit.Ballot(0);
        SealedUnit unit = await host.InScopeAsync<SealedUnits, SealedUnit>(units => units.GetAsync(vote.Unit.Uuid, default).AsTask());
        // A queue whose stages were never started takes what fits and refuses the rest.
        CastQueue idle = new((Microsoft.Extensions.DependencyInjection.IServiceScopeFactory)host.Services.GetService(typeof(Microsoft.Extensions.DependencyInjection.IServiceScopeFactory))!, Microsoft.Extensions.Logging.Abstractions.NullLogger<CastQueue>.Instance);
        Task<CastOutcome>[] waiting = [.. Enumerable.Range(0, 1024).Select(_ => idle.SubmitAsync(new PendingCast(unit, bytes, Parsed(bytes))))];
        Assert.All(waiting, outcome => Assert.False(outcome.IsCompleted));
        Assert.Equal(new CastOutcome.Refused(CastRefusal.TryAgainLater), await idle.SubmitAsync(new PendingCast(unit, bytes, Parsed(bytes))));
    }

    [Fact]
    public void Every_refusal_has_words_and_a_status()
    {
        foreach (CastRefusal refusal in Enum.GetValues<CastRefusal>())
        {
            Assert.NotEmpty(refusal.Words());
            Assert.InRange(refusal.Status(), 400, 599);
        }
    }

    private static async Task AssertRefusedAsync(BoxHost host, BoxVote vote, byte[] ballot, CastRefusal why) =>
        await AssertBodyRefusedAsync(host, vote, PaddedBody.WriteCast(ballot), why);

    private static async Task AssertBodyRefusedAsync(BoxHost host, BoxVote vote, byte[] body, CastRefusal why)
    {
        int before = await host.InScopeAsync<BallotBoxDb, int>(db => Task.FromResult(db.Set<InboxRow>().Count()));
        CastAnswer answer = await host.Anonymous().PostCastAsync(vote.Unit.Uuid, body);
        Assert.Equal((why.ToString(), why.Status(), 1024), (answer.Refused, answer.Status, answer.Bytes));
        Assert.Equal(before, await host.InScopeAsync<BallotBoxDb, int>(db => Task.FromResult(db.Set<InboxRow>().Count())));
    }

    private static Ballot Parsed(byte[] bytes) => Ballot.TryParse(bytes, out Ballot? ballot, out _) ? ballot : throw new InvalidOperationException();

    private static Ballot Parsed(string text) => Parsed(Encoding.UTF8.GetBytes(text));

    private static byte[] Resigned(BoxUnitKit unit, int i, Ballot ballot)
    {
        string hash = ballot.HashToSign();
        return (ballot with { Signature = new BallotSignature(hash, Protocol.Proofs.Schnorr.Prove(unit.Election.Group, unit.Secret(i), $"sig|{hash}|", SystemRandom.Source)) }).Write();
    }

    // Two ballots of one credential from the same randomness: the encryption repeats, a proof differs.
    private static byte[] Repeating(BoxUnitKit unit, int i, string seed, bool changed = true)
    {
        int calls = 0;
        BallotMaker maker = new(unit.Election);
        return maker.Make(unit.Secret(i), [[0, 1, 0]], destination =>
        {
            calls++;
            // The first draws are the ciphertexts' randomness; a later one is changed.
            byte[] block = System.Security.Cryptography.SHA512.HashData(Encoding.UTF8.GetBytes($"{seed}|{calls}|{(changed && calls > 3)}"));
            block.AsSpan(0, destination.Length).CopyTo(destination);
        }).Write();
    }
}
