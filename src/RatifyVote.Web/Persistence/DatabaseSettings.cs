namespace RatifyVote.Web.Persistence;

public enum DatabaseProvider { Sqlite, Postgres }

/// <summary>Where the two databases lie. Configuration section <c>Database</c>: <c>Provider</c>, <c>RatifyVote</c>, <c>BallotBox</c>.
/// Without configuration: two SQLite files in <c>data/</c> below the working directory.</summary>
public sealed record DatabaseSettings(DatabaseProvider Provider, string RatifyVote, string BallotBox)
{
    /// <exception cref="InvalidOperationException">The provider is unknown, or a connection string is missing for PostgreSQL.</exception>
    public static DatabaseSettings From(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection("Database");
        string name = section["Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse(name, ignoreCase: true, out DatabaseProvider provider) || !Enum.IsDefined(provider))
        {
            throw new InvalidOperationException($"Database:Provider is '{name}'; it must be Sqlite or Postgres.");
        }

        return provider switch
        {
            DatabaseProvider.Sqlite => new(provider,
                section["RatifyVote"] ?? "Data Source=data/ratifyvote.db",
                section["BallotBox"] ?? "Data Source=data/ballotbox.db"),
            DatabaseProvider.Postgres => new(provider, Required(section, "RatifyVote"), Required(section, "BallotBox")),
        };
    }

    private static string Required(IConfigurationSection section, string key) =>
        section[key] ?? throw new InvalidOperationException($"Database:{key} is missing: PostgreSQL needs a connection string for each database.");
}
