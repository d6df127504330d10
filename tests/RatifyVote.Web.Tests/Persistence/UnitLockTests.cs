using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Persistence;

public class UnitLockTests
{
    private static readonly Guid Unit = Guid.NewGuid();

    [Theory, OnBothDatabases]
    public async Task A_second_exclusive_holder_waits_until_the_first_has_committed(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        await using BallotBoxDb one = databases.BallotBox();
        await using BallotBoxDb two = databases.BallotBox();
        IDbContextTransaction first = await UnitLock.ExclusiveAsync(one, "unit", Unit, default);
        Task<IDbContextTransaction> second = Task.Run(() => UnitLock.ExclusiveAsync(two, "unit", Unit, default));
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(300)));
        await first.CommitAsync();
        await first.DisposeAsync();
        await (await second).DisposeAsync();
    }

    [Fact]
    public async Task On_PostgreSQL_sharers_hold_together_and_an_exclusive_holder_waits_for_them()
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(DatabaseProvider.Postgres);
        await using BallotBoxDb one = databases.BallotBox();
        await using BallotBoxDb two = databases.BallotBox();
        await using BallotBoxDb three = databases.BallotBox();
        IDbContextTransaction a = await UnitLock.SharedAsync(one, "unit", Unit, default);
        IDbContextTransaction b = await UnitLock.SharedAsync(two, "unit", Unit, default);
        Task<IDbContextTransaction> alone = UnitLock.ExclusiveAsync(three, "unit", Unit, default);
        await a.DisposeAsync();
        Assert.NotSame(alone, await Task.WhenAny(alone, Task.Delay(200)));
        await b.DisposeAsync();
        await (await alone).DisposeAsync();
    }

    [Fact]
    public async Task On_PostgreSQL_the_clock_moves_on_inside_a_transaction()
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(DatabaseProvider.Postgres);
        await using BallotBoxDb db = databases.BallotBox();
        await using IDbContextTransaction transaction = await UnitLock.SharedAsync(db, "unit", Unit, default);
        DatabaseClock clock = new(TimeProvider.System);
        DateTimeOffset before = await clock.NowAsync(db, default);
        await Task.Delay(20);
        Assert.True(await clock.NowAsync(db, default) > before);
    }
}
