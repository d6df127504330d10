using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Checks;
using RatifyVote.Verifier.Published;
using RatifyVote.Verifier.Reports;

namespace RatifyVote.Verifier;

/// <summary><c>ratifyvote-verify PATH</c>: a line per check, then VERIFIED or NOT VERIFIED with the reason.</summary>
public static class VerifyCommand
{
    public const string Usage = "PATH [--json]   PATH.bel [--json] [--before-decryption] [--older OLDER.bel] [--credentials FINGERPRINT]";

    /// <summary>0 when every required check passed, 1 when one failed, 2 when something could not be read or checked, or the
    /// arguments cannot be understood.</summary>
    public static int Run(IReadOnlyList<string> args, TextWriter @out, TextWriter err, bool errIsTerminal)
    {
        if (VerifyArguments.Parse(args) is not { } arguments) return Misuse(err);
        ProgressLine progress = new(err, errIsTerminal);
        try
        {
            bool isVote = Directory.Exists(arguments.Path) || IsZip(arguments.Path);
            if (isVote && arguments.IsForArchive) return Misuse(err);
            return isVote ? VerifyVote(arguments, @out, progress) : VerifyArchive(arguments, @out, progress);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            progress.Clear();
            err.WriteLine(e.Message);
            return Finish(new VerificationReport([], null), arguments, "NOT VERIFIED: it could not be read", @out);
        }
    }

    private static int VerifyVote(VerifyArguments arguments, TextWriter @out, ProgressLine progress)
    {
        using PublishedVote vote = PublishedVote.Open(arguments.Path);
        VerificationReport report = VoteVerification.Run(vote, VoteStage.Published, progress);
        progress.Clear();
        return Finish(report, arguments, report.LastLine, @out);
    }

    private static int VerifyArchive(VerifyArguments arguments, TextWriter @out, ProgressLine progress)
    {
        using FileStream archive = File.OpenRead(arguments.Path);
        using FileStream? older = arguments.Older is { } path ? File.OpenRead(path) : null;
        BoardReport board = BoardVerification.Run(archive, new BoardVerificationOptions
        {
            BeforeDecryption = arguments.BeforeDecryption,
            OlderCopy = older,
            CredentialsFingerprint = arguments.Fingerprint,
            Progress = progress,
        });
        progress.Clear();
        CheckResult goesFar = board.Results.First(r => r.Check == BoardChecks.A08);
        bool unfinished = goesFar.Finding is Finding.NotChecked && board.Results.Any(r => r.Check == BoardChecks.A07 && r.Finding is Finding.Passed);
        VerificationReport report = new(board.Results, unfinished ? board.Board.State.Words() : null);
        string last = report.Verified && arguments.BeforeDecryption
            ? $"VERIFIED {board.Board.EndBallotsHash} {board.Board.TallyHash}"
            : report.LastLine;
        return Finish(report, arguments, last, @out);
    }

    private static int Finish(VerificationReport report, VerifyArguments arguments, string last, TextWriter @out)
    {
        if (arguments.Json)
        {
            ReportPrinter.PrintJson(report, last, @out);
            return report.ExitCode;
        }

        ReportPrinter.PrintLines(report, @out);
        @out.WriteLine(last);
        return report.ExitCode;
    }

    private static int Misuse(TextWriter err)
    {
        err.WriteLine("usage: ratifyvote-verify " + Usage);
        return VerificationReport.SomeNotChecked;
    }

    private static bool IsZip(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[2];
        return file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start.SequenceEqual("PK"u8);
    }
}
