using RatifyVote.Rehearsal;

namespace RatifyVote.EndToEnd.Tests.Rehearsals;

/// <summary>The whole product at once: a practice vote of thirteen locals at 1:100, from an empty database to a verified publication.</summary>
public sealed class RehearsalTests
{
    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "Rehearsals", "contest_2021_basic_like.csv");

    [Fact]
    public async Task A_rehearsal_at_one_to_a_hundred_agrees_with_the_table_and_verifies() => await RehearseAsync();

    [Fact]
    public async Task The_same_on_PostgreSQL()
    {
        string? server = Environment.GetEnvironmentVariable("RV_PG");
        Assert.False(string.IsNullOrEmpty(server), "RV_PG names no PostgreSQL server; infra/test.sh starts one.");
        await RehearseAsync("--postgres", server);
    }

    [Fact]
    public async Task A_command_that_cannot_be_understood_starts_nothing()
    {
        using StringWriter @out = new(), err = new();
        Assert.Equal(2, await RehearseCommand.RunAsync(["run", "--table", Table, "--rules", "no_such_preset", "--out", "x"], @out, err, false, TestContext.Current.CancellationToken));
        Assert.Contains("iatse_ratification", err.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists("x"));
    }

    private static async Task RehearseAsync(params string[] more)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ratifyvote-rehearsal-test-");
        using StringWriter @out = new(), err = new();
        string[] args = ["run", "--table", Table, "--rules", "iatse_ratification", "--scale", "0.01", "--out", folder.FullName, "--seed", "7", "--clients", "4", .. more];
        int exit = await RehearseCommand.RunAsync(args, @out, err, false, TestContext.Current.CancellationToken);
        string said = @out.ToString();
        Assert.True(exit == 0, err + said);
        Assert.Contains("carried: 256-188 (223 needed)", said, StringComparison.Ordinal);
        Assert.Contains("\nVERIFIED\n", said.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("PollsClosed", said, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.FullName, "published", "result.json")));
        folder.Delete(recursive: true);
    }
}
