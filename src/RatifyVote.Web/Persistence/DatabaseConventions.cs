using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RatifyVote.Web.Persistence;

internal static class DatabaseConventions
{
    public static bool IsSqlite(this DbContext db) => db.Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>SQLite can neither order nor compare DateTimeOffset, so it stores UTC ticks; PostgreSQL's timestamptz accepts only UTC.</summary>
    public static void UseOneClockForm(this ModelConfigurationBuilder conventions, bool sqlite)
    {
        if (sqlite)
        {
            conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        }
        else
        {
            conventions.Properties<DateTimeOffset>().HaveConversion<Utc>();
        }
    }

    public static void ApplyTablesOf(this ModelBuilder model, Type database) =>
        model.ApplyConfigurationsFromAssembly(typeof(DatabaseConventions).Assembly,
            type => type.GetCustomAttributes(typeof(InDatabaseAttribute), inherit: false) is [InDatabaseAttribute marker] && marker.Database == database);

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        value => value.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        value => value.ToUniversalTime(), value => value);
}
