using System.Diagnostics;
using System.Globalization;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Verifier.Tests;

/// <summary>An archive is read in bounded memory: the program runs on one far larger than its heap may become.
/// By hand, with a gigabyte: RV_ARCHIVE_MB=1024.</summary>
public sealed class LargeArchiveTests
{
    private const int HeapMegabytes = 96;

    [Fact]
    public async Task An_archive_larger_than_the_heap_is_read_to_its_end()
    {
        int megabytes = int.Parse(Environment.GetEnvironmentVariable("RV_ARCHIVE_MB") ?? "200", CultureInfo.InvariantCulture);
        string path = Path.GetTempFileName();
        try
        {
            int ballots = Write(path, megabytes);
            // A hash per ballot and per ciphertext is kept; everything else must fit into the heap's bound.
            int limit = HeapMegabytes + (ballots * 4 * 100 >> 20);
            (int exit, string last) = await RunAsync(path, limit);
            Assert.Equal("NOT VERIFIED: B06 failed", last);
            Assert.Equal(1, exit);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Ballots that nobody signed: distinct, canonical, with ciphertexts of their own, and cheap to make and to refuse. They are read,
    // hashed, parsed, compared and kept account of like any others.
    private static int Write(string path, int megabytes)
    {
        ForgedBoard board = new(TestTrustees.Singles(Group.Ed25519, 1, new CounterStream("one").Source), ours: false);
        List<ForgedStep> steps = [];
        board.Steps = s => steps.AddRange(s);
        board.Build();
        Ballot sample = board.Make(0, 0, 1, 0);
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        ArchiveWriter archive = ArchiveWriter.Start(file, DateTimeOffset.FromUnixTimeSeconds(1_795_321_448));
        BoardWriter writer = new();
        archive.Write(writer.SetUp(steps[0].Records[0], steps[0].Records[1], steps[0].Records[2]));
        int ballots = 0;
        for (; file.Length < (long)megabytes << 20; ballots++)
        {
            string own = RecordHash.OfText(ballots.ToString(CultureInfo.InvariantCulture)).ToHex();
            archive.Write(writer.AddBallot((sample with
            {
                Answers = [sample.Answers[0] with { Choices = [.. sample.Answers[0].Choices.Select((c, slot) => c with { Alpha = $"{own[..63]}{slot}" })] }],
            }).Write()));
        }

        archive.Write(writer.EndBallots());
        return ballots;
    }

    private static async Task<(int Exit, string Last)> RunAsync(string path, int heapMegabytes)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ratifyvote-verify.dll"));
        start.ArgumentList.Add(path);
        start.Environment["DOTNET_GCHeapHardLimit"] = ((long)heapMegabytes << 20).ToString("x", CultureInfo.InvariantCulture);
        Stopwatch clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        string last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture,
            $"heap of {heapMegabytes} MB at most, {clock.Elapsed.TotalSeconds:f0} s"));
        return (process.ExitCode, last);
    }
}
