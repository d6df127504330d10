using RatifyVote.Protocol.Checks;
using RatifyVote.Verifier.Checks;
using RatifyVote.Verifier.Published;
using RatifyVote.Verifier.Reports;

namespace RatifyVote.Verifier;

/// <summary>Which checks are asked for.</summary>
public enum VoteStage
{
    /// <summary>Everything, certificates among it.</summary>
    Published,

    /// <summary>Everything but the certificates: the gate before officers are asked to sign.</summary>
    BeforeCertification,
}

/// <summary>Verifies a whole published vote.</summary>
public static class VoteVerification
{
    /// <summary>Runs every check of the stage. Never throws on what the files say.</summary>
    /// <param name="progress">Told the unit that is being verified and the bytes read of its archive.</param>
    /// <param name="threads">Threads that verify ballots.</param>
    public static VerificationReport Run(PublishedVote files, VoteStage stage, IProgress<(string Uuid, long Bytes)>? progress = null, int? threads = null)
    {
        VoteUnderCheck vote = new();
        FileChecks reading = new(files, vote);
        reading.ReadVote();
        if (stage is VoteStage.Published) reading.ReadCertificates();
        TermsChecks.Run(vote);
        JournalChainChecks.Run(vote);
        foreach (UnitUnderCheck unit in vote.Units)
        {
            reading.ReadUnit(unit);
            VerifyBoard(files, vote, unit, progress, threads);
            SealChecks.Run(vote, unit);
        }

        new JournalOrderChecks(vote).Run();
        ScheduleChecks.Run(vote);
        HeadChecks.Run(vote);
        foreach (UnitUnderCheck unit in vote.Units)
        {
            CloseChecks.Run(vote, unit);
            SignOffChecks.Run(vote, unit);
            AttestationChecks.Run(vote, unit);
        }

        ResultChecks.Run(vote);
        if (stage is VoteStage.Published) CertificateChecks.Run(vote);
        return new VerificationReport(Collect(vote, stage), Unfinished(vote));
    }

    private static void VerifyBoard(PublishedVote files, VoteUnderCheck vote, UnitUnderCheck unit, IProgress<(string, long)>? progress, int? threads)
    {
        using Stream? archive = files.OpenArchive(unit.Uuid);
        if (archive is null) return;
        BoardVerificationOptions options = new() { Vote = vote.Terms!.Vote, Progress = progress is null ? null : new UnitProgress(progress, unit.Uuid) };
        if (threads is { } count) options = options with { Threads = count };
        unit.Report = BoardVerification.Run(archive, options, unit.Uuid);
    }

    private static List<CheckResult> Collect(VoteUnderCheck vote, VoteStage stage)
    {
        List<CheckResult> results = [.. vote.Log.Results(VoteChecks.OfVote)];
        foreach (UnitUnderCheck unit in vote.Units)
        {
            IReadOnlyList<CheckResult> board = unit.Report?.Results
                ?? [.. BoardChecks.All.Except(BoardChecks.Conditional).Select(c => new CheckResult(c, unit.Uuid, Finding.NotChecked, "", "The archive is not there."))];
            // An election of ours that hides its binding fails V11; here it must not shorten the list of what is required.
            results.AddRange(board);
            results.AddRange(BoardChecks.Conditional.Where(c => (c == BoardChecks.C07 || c == BoardChecks.B14) && board.All(r => r.Check != c))
                .Select(c => new CheckResult(c, unit.Uuid, Finding.NotChecked, "", "The election is not bound to terms.")));
            results.AddRange(unit.Log.Results(VoteChecks.OfUnit));
        }

        if (stage is VoteStage.Published) results.AddRange(vote.Log.Results(VoteChecks.OfCertificates));
        return results;
    }

    // The first unit whose archive is sound but not finished, in words.
    private static string? Unfinished(VoteUnderCheck vote) => vote.Units
        .Select(u => u.Report?.Results.FirstOrDefault(r => r.Check == BoardChecks.A08 && r.Finding is Finding.NotChecked) is { } a08 && u.ChainPassed ? $"{u.Uuid} is {a08.Words}" : null)
        .FirstOrDefault(words => words is not null);

    private sealed class UnitProgress(IProgress<(string Uuid, long Bytes)> progress, string uuid) : IProgress<long>
    {
        public void Report(long value) => progress.Report((uuid, value));
    }
}
