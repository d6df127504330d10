using System.Text.Json;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Verifier.Tests.Kit;

namespace RatifyVote.Verifier.Tests;

/// <summary>The program as a stranger runs it.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "fixtures", "belenios");

    private readonly string folder = Directory.CreateTempSubdirectory("verify-command").FullName;

    public static TheoryData<string> Finished() => [.. Archives(prefix: false)];

    public static TheoryData<string> Prefixes() => [.. Archives(prefix: true)];

    [Theory, MemberData(nameof(Finished))]
    public void A_finished_archive_is_verified(string archive)
    {
        (int exit, string[] lines, _) = Run(Path.Combine(Fixtures, archive));
        Assert.Equal(0, exit);
        Assert.Equal("VERIFIED", lines[^1]);
        Assert.All(lines[..^1], line => Assert.Contains("passed", line));
    }

    [Theory, MemberData(nameof(Prefixes))]
    public void A_prefix_is_still_open(string archive)
    {
        (int exit, string[] lines, _) = Run(Path.Combine(Fixtures, archive));
        Assert.Equal(2, exit);
        Assert.Equal("NOT VERIFIED: still open", lines[^1]);
    }

    [Fact]
    public void Before_decryption_the_last_line_names_the_end_of_ballots_and_the_tally()
    {
        ForgedBoard board = new(TestTrustees.Singles(Protocol.Groups.Group.Ed25519, 1, new CounterStream("one").Source), ours: false);
        int kept = 0;
        board.Steps = steps => steps.RemoveRange(kept = steps.FindIndex(s => s.Type == "EncryptedTally") + 1, steps.Count - kept);
        string path = Written("tallied.bel", board.Build());
        (int exit, string[] lines, _) = Run(path, "--before-decryption");
        Assert.Equal(0, exit);
        Assert.Equal($"VERIFIED {board.EventHashes[^2]} {board.TallyHash}", lines[^1]);
        (exit, lines, _) = Run(path);
        Assert.Equal(2, exit);
        Assert.Equal("NOT VERIFIED: not decrypted yet", lines[^1]);
    }

    [Fact]
    public void A_failed_check_is_named_and_gives_1()
    {
        ForgedBoard board = new(TestTrustees.Singles(Protocol.Groups.Group.Ed25519, 1, new CounterStream("one").Source), ours: false) { Counts = c => [c[0], c[2], c[1] + c[0]] };
        (int exit, string[] lines, _) = Run(Written("wrong.bel", board.Build()));
        Assert.Equal(1, exit);
        Assert.Equal("NOT VERIFIED: R04 failed", lines[^1]);
        Assert.Contains(lines, line => line.StartsWith("R04  FAILED", StringComparison.Ordinal));
    }

    [Fact]
    public void A_published_vote_is_verified_from_a_folder_and_from_a_zip()
    {
        Dictionary<string, byte[]> files = new ForgedVote().Build();
        ForgedVote.WriteFolder(Path.Combine(folder, "vote"), files);
        ForgedVote.WriteZip(Path.Combine(folder, "vote.zip"), files);
        foreach (string path in new[] { "vote", "vote.zip" })
        {
            (int exit, string[] lines, _) = Run(Path.Combine(folder, path));
            Assert.Equal(0, exit);
            Assert.Equal("VERIFIED", lines[^1]);
        }

        (int code, string[] json, _) = Run(Path.Combine(folder, "vote"), "--json");
        Assert.Equal(0, code);
        using JsonDocument report = JsonDocument.Parse(json.Single());
        Assert.True(report.RootElement.GetProperty("verified").GetBoolean());
        Assert.Equal("VERIFIED", report.RootElement.GetProperty("conclusion").GetString());
        Assert.All(report.RootElement.GetProperty("checks").EnumerateArray(), c => Assert.Equal("passed", c.GetProperty("finding").GetString()));
    }

    [Fact]
    public void Every_file_of_a_published_vote_is_needed()
    {
        Dictionary<string, byte[]> files = new ForgedVote().Build();
        foreach (string name in files.Keys)
        {
            Dictionary<string, byte[]> without = new(files);
            without.Remove(name);
            string path = Path.Combine(folder, "without.zip");
            ForgedVote.WriteZip(path, without);
            (int exit, string[] lines, _) = Run(path);
            Assert.True(exit == 2, $"without {name}: {lines[^1]}");
            Assert.StartsWith("NOT VERIFIED: ", lines[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_stands_twice_in_a_zip_is_not_read()
    {
        Dictionary<string, byte[]> files = new ForgedVote().Build();
        string path = Path.Combine(folder, "twice.zip");
        ForgedVote.WriteZip(path, files);
        using (System.IO.Compression.ZipArchive zip = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Update))
        {
            using Stream second = zip.CreateEntry("result.json").Open();
            second.Write("{}"u8);
        }

        (int exit, string[] lines, _) = Run(path);
        Assert.Equal(2, exit);
        Assert.Equal("NOT VERIFIED: V05 was not checked: result.json is not there.", lines[^1]);
    }

    [Fact]
    public void An_older_copy_and_the_authoritys_fingerprint_are_compared()
    {
        string name = Archives(prefix: false).First(a => a.StartsWith("v330-ed25519-blank", StringComparison.Ordinal));
        string archive = Path.Combine(Fixtures, name);
        string prefix = Path.Combine(Fixtures, Path.GetDirectoryName(name)!, "prefix", Path.GetFileName(name));
        Assert.Equal(0, Run(archive, "--older", prefix).Exit);
        Assert.Equal("NOT VERIFIED: A09 failed", Run(prefix, "--older", archive).Lines[^1]);
        Assert.Equal("NOT VERIFIED: C08 failed", Run(archive, "--credentials", RecordHash.OfText("x").ToBase64()).Lines[^1]);
    }

    [Theory, InlineData("--unknown"), InlineData("a.bel", "b.bel"), InlineData("a.bel", "--older"), InlineData("a.bel", "--credentials", "short"), InlineData("a.bel", "--json", "--json")]
    public void Arguments_that_cannot_be_understood_give_2_and_the_usage(params string[] args)
    {
        (int exit, string[] lines, string errors) = Run(args);
        Assert.Equal(2, exit);
        Assert.Empty(lines);
        Assert.StartsWith("usage: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Switches_of_an_archive_are_refused_for_a_published_vote()
    {
        Assert.StartsWith("usage: ", Run(folder, "--before-decryption").Errors, StringComparison.Ordinal);
        Assert.Equal(2, Run(folder, "--before-decryption").Exit);
    }

    [Theory, InlineData("nothing.bel", null), InlineData("empty.bel", ""), InlineData("text.bel", "this is no archive"), InlineData("broken.zip", "PK and then nothing")]
    public void What_is_no_archive_is_not_verified(string name, string? content)
    {
        string path = Path.Combine(folder, name);
        if (content is not null) File.WriteAllText(path, content);
        (int exit, string[] lines, _) = Run(path);
        Assert.InRange(exit, 1, 2);
        Assert.StartsWith("NOT VERIFIED: ", lines[^1], StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Written(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static (int Exit, string[] Lines, string Errors) Run(params string[] args)
    {
        using StringWriter @out = new(), err = new();
        int exit = VerifyCommand.Run(args, @out, err, errIsTerminal: false);
        return (exit, @out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), err.ToString());
    }

    private static IEnumerable<string> Archives(bool prefix) => Directory.EnumerateFiles(Fixtures, "*.bel", SearchOption.AllDirectories)
        .Select(p => Path.GetRelativePath(Fixtures, p)).Where(p => p.Contains("prefix") == prefix).Order(StringComparer.Ordinal);
}
