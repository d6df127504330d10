using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Audit.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Audit;

public class AuditChainTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private sealed record SomethingDone(int Number) : AuditEvent;

    [Theory, OnBothDatabases]
    public async Task Events_of_many_writers_form_one_chain_without_gap_or_fork(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(async () =>
        {
            await using RatifyVoteDb db = databases.RatifyVote();
            AuditTrail.Append(db, At.AddTicks(number), Actor.Console, new SomethingDone(number));
            AuditTrail.Append(db, At.AddTicks(number), Actor.Scheduler, new SomethingDone(100 + number));
            await db.SaveChangesAsync();
        })));

        await using RatifyVoteDb reader = databases.RatifyVote();
        List<AuditRow> rows = await reader.Set<AuditRow>().OrderBy(row => row.Height).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 24).Select(height => (long)height), rows.Select(row => row.Height));
        byte[] previous = new byte[32];
        foreach (AuditRow row in rows)
        {
            Assert.Equal(previous, row.PreviousHash);
            Assert.Equal(AuditChain.HashOf(row), row.Hash);
            previous = row.Hash;
        }
    }

    [Theory, OnBothDatabases]
    public async Task An_event_is_not_there_when_its_transaction_was_undone(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        await using (RatifyVoteDb db = databases.RatifyVote())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            AuditTrail.Append(db, At, Actor.Console, new SomethingDone(1));
            await db.SaveChangesAsync();
        }

        await using RatifyVoteDb reader = databases.RatifyVote();
        Assert.Empty(await reader.Set<AuditRow>().ToListAsync());
    }

    [Theory]
    [InlineData("UPDATE \"AuditEvents\" SET \"Body\" = '{\"Number\":9}' WHERE \"Height\" = 2", 2)]
    [InlineData("UPDATE \"AuditEvents\" SET \"Actor\" = 'scheduler' WHERE \"Height\" = 1", 1)]
    [InlineData("DELETE FROM \"AuditEvents\" WHERE \"Height\" = 0", 0)]
    [InlineData("DELETE FROM \"AuditEvents\" WHERE \"Height\" = 3", 3)]
    public async Task A_changed_or_missing_entry_is_found_where_it_is(string tampering, long height)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(DatabaseProvider.Sqlite);
        await using RatifyVoteDb db = databases.RatifyVote();
        for (int number = 0; number < 5; number++)
        {
            AuditTrail.Append(db, At, Actor.Console, new SomethingDone(number));
            await db.SaveChangesAsync();
        }

        Assert.Equal(5, Assert.IsType<ChainFinding.Intact>(await new CheckAuditChain(db).RunAsync(default)).Entries);
        await db.Database.ExecuteSqlRawAsync(tampering.Replace("{", "{{").Replace("}", "}}"));
        Assert.Equal(height, Assert.IsType<ChainFinding.Broken>(await new CheckAuditChain(db).RunAsync(default)).Height);
    }
}
