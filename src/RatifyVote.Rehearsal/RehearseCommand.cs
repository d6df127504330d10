using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Tables;
using RatifyVote.Rehearsal.Nodes;
using RatifyVote.Rehearsal.Plans;
using RatifyVote.Rehearsal.Reports;
using RatifyVote.Rehearsal.Steps;

namespace RatifyVote.Rehearsal;

/// <summary><c>ratifyvote-rehearse run</c>: one practice vote from an empty database to a published, verified result.</summary>
internal static class RehearseCommand
{
    private const int AllAgrees = 0, SomethingDiffers = 1, CannotStart = 2;

    /// <summary>0 only when everything agrees with the (scaled) table; 1 when something does not; 2 when it cannot begin.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter @out, TextWriter err, bool isTerminal, CancellationToken ct)
    {
        if (RunArguments.Parse(args, out string problem) is not { } arguments)
        {
            err.WriteLine(problem);
            return CannotStart;
        }

        if (!TryReadTable(arguments, out IReadOnlyList<UnitCounts> table, out problem))
        {
            err.WriteLine(problem);
            return CannotStart;
        }

        Directory.CreateDirectory(arguments.Out);
        Progress progress = new(@out, isTerminal);
        try
        {
            VotingPlan plan = VotingPlan.Of(table, arguments.Seed);
            @out.WriteLine($"{plan.Units.Count} units, {plan.Members.Count:N0} eligible, {plan.Ballots:N0} ballots, rules {arguments.Rules.Name}, seed {arguments.Seed}.");
            await using WebNode? node = arguments.Url is not null ? null
                : await progress.StepAsync("Node started", () => WebNode.StartAsync(Path.Combine(arguments.Out, "node.log"), arguments.Postgres, ct));
            Site site = node is not null ? new(node.Url, await node.SetupCodeAsync(ct), new MailBox(node.MailFolder)) : new(arguments.Url!, arguments.SetupCode!, new MailBox(arguments.MailFolder!));
            PracticeVote practice = new(arguments, plan, site, progress);
            string published = await practice.RunAsync(ct);
            bool agrees = ResultComparison.Report(published, arguments.Rules, table, @out);
            FinalReport.Print(progress, node?.PeakMemory() ?? 0, @out);
            return agrees ? AllAgrees : SomethingDiffers;
        }
        catch (Exception e) when (e is RehearsalException or HttpRequestException or IOException or ArgumentException)
        {
            err.WriteLine(isTerminal ? "\r\u001b[K" + e.Message : e.Message);
            return SomethingDiffers;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            err.WriteLine("Stopped.");
            return SomethingDiffers;
        }
    }

    private static bool TryReadTable(RunArguments arguments, out IReadOnlyList<UnitCounts> table, out string problem)
    {
        table = [];
        problem = "";
        if (!File.Exists(arguments.Table))
        {
            problem = $"{arguments.Table} is not there.";
            return false;
        }

        if (!CountsCsv.TryParse(File.ReadAllText(arguments.Table), out IReadOnlyList<UnitCounts> read, out IReadOnlyList<CsvProblem> problems))
        {
            problem = string.Join("\n", problems.Select(one => one.InWords()));
            return false;
        }

        IReadOnlyList<CountsProblem> wrong = CountsTable.ProblemsOf(read);
        if (wrong.Count > 0)
        {
            problem = string.Join("\n", wrong.Select(one => one.InWords()));
            return false;
        }

        table = ScaledTable.Of(read, arguments.Rules, arguments.Scale);
        return true;
    }
}
