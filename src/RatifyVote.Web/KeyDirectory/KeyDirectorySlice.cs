using Microsoft.Data.Sqlite;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.KeyDirectory;

public static class KeyDirectorySlice
{
    /// <summary>Configuration: <c>KeyDirectory:Path</c> (default <c>keydir/</c> below the working directory) and <c>KeyDirectory:NeverBelow</c>,
    /// a list of further places whose copies are kept (backups).</summary>
    public static WebApplicationBuilder AddKeyDirectory(this WebApplicationBuilder builder)
    {
        string path = builder.Configuration["KeyDirectory:Path"] ?? "keydir";
        DatabaseSettings databases = DatabaseSettings.From(builder.Configuration);
        List<string> kept = [.. builder.Configuration.GetSection("KeyDirectory:NeverBelow").Get<string[]>() ?? []];
        if (databases.Provider == DatabaseProvider.Sqlite)
        {
            kept.AddRange(new[] { databases.RatifyVote, databases.BallotBox }
                .Select(connection => Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(connection).DataSource))!));
        }

        builder.Services.AddSingleton(new Keydir(path, kept));
        return builder;
    }
}
