using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Booth;

/// <summary>What happens at one instant from many sides; on PostgreSQL by two nodes.</summary>
public class CloseRaceTests
{
    [Theory, OnBothDatabases]
    public async Task Of_200_casts_around_the_close_every_receipt_is_on_the_final_board_and_every_other_got_a_refusal(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider, TimeProvider.System);
        await using BoxHost? second = provider is DatabaseProvider.Postgres ? await host.AnotherNodeAsync() : null;
        HttpClient[] nodes = second is null ? [host.Anonymous()] : [host.Anonymous(), second.Anonymous()];
        BoxVote vote = await BoxVote.SealAsync(host, [200], lasts: TimeSpan.FromDays(1));
        byte[][] ballots = new byte[200][];
        Parallel.For(0, 200, i => ballots[i] = vote.Unit.Ballot(i));
        // When a quarter is in, the closing time is set a tenth of a second ahead: on a slow machine as on a fast one, casts then meet the close.
        TaskCompletionSource<DateTimeOffset> closeSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task closing = Task.Run(async () =>
        {
            await closeSet.Task;
            BoxHost closer = second ?? host;
            while (await closer.InScopeAsync<CloseUnits, CloseStep>(close => close.RunAsync(vote.Id, default)) is CloseStep.NotDue)
            {
                await Task.Delay(5);
            }
        });
        CastAnswer[] answers = new CastAnswer[200];
        int next = -1, answered = 0;
        await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < 200; i = Interlocked.Increment(ref next))
            {
                answers[i] = await nodes[worker % nodes.Length].CastAsync(vote.Unit.Uuid, ballots[i]);
                if (Interlocked.Increment(ref answered) == 50)
                {
                    DateTimeOffset closesAt = DateTimeOffset.UtcNow.AddMilliseconds(100);
                    await host.InScopeAsync<BallotBoxDb>(db => db.Set<Web.Booth.Storage.BoxUnit>().ExecuteUpdateAsync(set => set.SetProperty(unit => unit.ClosesAt, closesAt)));
                    closeSet.SetResult(closesAt);
                }
            }
        })));
        await closing;

        HashSet<string> receipts = [.. answers.Where(answer => answer.Accepted).Select(answer => answer.Receipt!.Tracker.ToString())];
        HashSet<string> onBoard = [.. (await FlushTests.BallotsAsync(host, vote)).Select(ballot => ballot.Tracker)];
        Assert.All(answers, answer => Assert.True(answer.Accepted || answer.Refused is "PollsClosed", answer.Refused));
        Assert.Equal(receipts, onBoard);
        Assert.All(ballots.Where((_, i) => !answers[i].Accepted), refused => Assert.DoesNotContain(Tracker.Of(refused).ToString(), onBoard));
        Assert.InRange(receipts.Count, 50, 199);
        Assert.Equal(CloseStep.Done, await host.InScopeAsync<EndBallots, CloseStep>(end => end.RunAsync(vote.Id, [], default)));
        Assert.Equal(onBoard, (await FlushTests.BallotsAsync(host, vote)).Select(ballot => ballot.Tracker).ToHashSet());
    }

    [Theory, OnBothDatabases]
    public async Task Casts_of_one_credential_at_once_on_two_nodes_have_one_order_and_every_receipt_is_on_the_board(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        await using BoxHost second = await host.AnotherNodeAsync();
        BoxVote vote = await BoxVote.SealAsync(host, [3]);
        HttpClient[] nodes = [host.Anonymous(), second.Anonymous()];
        byte[][] ballots = [.. Enumerable.Range(0, 50).Select(_ => vote.Unit.Ballot(0))];
        CastAnswer[] answers = await Task.WhenAll(ballots.Select((ballot, n) => Task.Run(() => nodes[n % 2].CastAsync(vote.Unit.Uuid, ballot))));

        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.InScopeAsync<CloseUnits>(close => close.RunAsync(vote.Id, default));
        List<string> onBoard = [.. (await FlushTests.BallotsAsync(host, vote)).Select(ballot => ballot.Tracker)];
        Assert.All(answers, answer => Assert.True(answer.Accepted || answer.Refused is "TryAgainLater", answer.Refused));
        Assert.Equal(answers.Where(answer => answer.Accepted).Select(answer => answer.Receipt!.Tracker.ToString()).Order(), onBoard.Order());
        await host.InScopeAsync<EndBallots>(end => end.RunAsync(vote.Id, [], default));
        await host.InScopeAsync<SignOffUnits>(sign => sign.RunAsync(vote.Id, default));
        Assert.Equal(1, await host.InScopeAsync<BallotBoxDb, int>(db => Task.FromResult(db.Set<Web.Booth.Storage.UnitOpenings>().Single().Recorded)));
    }
}
