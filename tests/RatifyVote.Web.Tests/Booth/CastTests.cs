using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Booth;

public class CastTests
{
    [Theory, OnBothDatabases]
    public async Task A_valid_ballot_gets_a_receipt_that_verifies_and_stands_on_the_board_after_the_close(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [3]);
        CastAnswer answer = await host.Anonymous().CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(0));

        Assert.Equal((200, 1024), (answer.Status, answer.Bytes));
        Keydir keydir = (Keydir)host.Services.GetService(typeof(Keydir))!;
        using System.Security.Cryptography.ECDsa serviceKey = keydir.ServiceKey();
        Assert.True(answer.Receipt!.Verify(ServiceKey.PublicText(serviceKey)));
        Assert.Equal(vote.Unit.Election.Fingerprint, answer.Receipt.Fingerprint);

        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(CloseStep.Done, await host.InScopeAsync<CloseUnits, CloseStep>(close => close.RunAsync(vote.Id, default)));
        Assert.Equal(TrackerState.OnBoard, await host.InScopeAsync<TrackerLookUp, TrackerState?>(lookUp => lookUp.RunAsync(vote.Unit.Uuid, answer.Receipt.Tracker, default)));
    }
}
