using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Checks;

namespace RatifyVote.Protocol.Tests.Boards;

/// <summary>Whole elections made with belenios-tool 2.0 and 3.3.0 (fixtures/belenios/README.md).</summary>
public sealed class FixtureArchiveTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "fixtures", "belenios");

    public static TheoryData<string> Finished() => [.. Archives().Where(p => !p.Contains("prefix"))];

    public static TheoryData<string> Prefixes() => [.. Archives().Where(p => p.Contains("prefix"))];

    [Theory, MemberData(nameof(Finished))]
    public void Every_check_passes_on_a_finished_archive(string archive)
    {
        using FileStream stream = File.OpenRead(Path.Combine(Root, archive));
        BoardReport report = BoardVerification.Run(stream, new BoardVerificationOptions());
        Assert.DoesNotContain(report.Results, r => r.Finding is not Finding.Passed);
        Assert.True(report.Verified);
    }

    [Theory, MemberData(nameof(Finished))]
    public void Every_check_but_the_decryptions_is_made_before_decryption(string archive)
    {
        using FileStream stream = File.OpenRead(Path.Combine(Root, archive));
        BoardReport report = BoardVerification.Run(stream, new BoardVerificationOptions { BeforeDecryption = true });
        Assert.True(report.Verified);
        Assert.DoesNotContain(report.Results, r => r.Check.Id[0] is 'D' or 'R');
    }

    [Theory, MemberData(nameof(Prefixes))]
    public void A_prefix_is_sound_but_still_open(string archive)
    {
        using FileStream stream = File.OpenRead(Path.Combine(Root, archive));
        BoardReport report = BoardVerification.Run(stream, new BoardVerificationOptions());
        Assert.False(report.Verified);
        Assert.DoesNotContain(report.Results, r => r.Finding is Finding.Failed);
        Assert.Equal(BoardState.Open, report.Board.State);
    }

    [Theory, MemberData(nameof(Prefixes))]
    public void A_finished_archive_extends_its_prefix_and_the_prefix_does_not_extend_it(string prefix)
    {
        string finished = prefix.Replace("prefix" + Path.DirectorySeparatorChar, "");
        using FileStream older = File.OpenRead(Path.Combine(Root, prefix));
        using FileStream newer = File.OpenRead(Path.Combine(Root, finished));
        Assert.Null(ArchivePrefix.FirstDifference(older, newer));
        older.Position = newer.Position = 0;
        Assert.Equal(older.Length, ArchivePrefix.FirstDifference(newer, older));
    }

    [Theory, MemberData(nameof(Finished))]
    public void An_archive_written_again_has_the_same_bytes(string archive)
    {
        byte[] original = File.ReadAllBytes(Path.Combine(Root, archive));
        ArchiveReader reader = new(new MemoryStream(original));
        BoardGroups groups = new(reader);
        using MemoryStream again = new();
        Assert.True(TarHeader.TryRead(original.AsSpan(0, TarHeader.Block), out TarHeader header));
        ArchiveWriter writer = ArchiveWriter.Start(again, DateTimeOffset.FromUnixTimeSeconds(header.Time));
        BoardPosition? position = null;
        while (groups.Next() is { } group)
        {
            BoardStep step = new([.. group.Records.Select(r => r.Body)], BoardEvent.Append(position, group.Event.Type, group.Event.Payload));
            writer.Write(step);
            position = step.Event.Position;
        }

        Assert.Equal(ChainFault.None, groups.Fault);
        Assert.Equal(original, again.ToArray());
    }

    private static IEnumerable<string> Archives() =>
        Directory.EnumerateFiles(Root, "*.bel", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Root, p)).Order(StringComparer.Ordinal);
}
