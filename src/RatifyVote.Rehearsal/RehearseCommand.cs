using System.Text;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Tables;
using RatifyVote.Rehearsal.Nodes;
using RatifyVote.Rehearsal.Plans;
using RatifyVote.Rehearsal.Reports;
using RatifyVote.Rehearsal.Steps;

namespace RatifyVote.Rehearsal;

/// <summary><c>ratifyvote-rehearse</c>: runs a practice vote and says whether it came out as the table says.</summary>
internal static class RehearseCommand
{
    private const int Agrees = 0, Differs = 1, CouldNotRun = 2;

    /// <summary>0 when everything agrees, 1 when the result does not, 2 when the rehearsal could not be run to its end.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter @out, TextWriter error, bool isTerminal, CancellationToken ct)
    {
        if (RunArguments.Parse(args, out string problem) is not { } arguments)
        {
            await error.WriteLineAsync(problem);
            return CouldNotRun;
        }

        try
        {
            return await RehearseAsync(arguments, @out, isTerminal, ct);
        }
        catch (Exception failure) when (failure is RehearsalException or IOException or HttpRequestException or TaskCanceledException)
        {
            await error.WriteLineAsync($"\nThe rehearsal stopped: {failure.Message}");
            return CouldNotRun;
        }
    }

    private static async Task<int> RehearseAsync(RunArguments arguments, TextWriter @out, bool isTerminal, CancellationToken ct)
    {
        Directory.CreateDirectory(arguments.Out);
        IReadOnlyList<UnitCounts> table = ReadTable(arguments);
        VotingPlan plan = VotingPlan.Of(table, arguments.Seed);
        await @out.WriteLineAsync($"{plan.Units.Count} units, {plan.Members.Count:N0} on the rolls, {plan.Ballots:N0} ballots to be counted, seed {arguments.Seed}. A practice vote.");
        Progress progress = new(@out, isTerminal);
        await using WebNode? node = arguments.Url is null ? await WebNode.StartAsync(Path.Combine(arguments.Out, "node.log"), arguments.Postgres, ct) : null;
        Site site = node is null
            ? new(arguments.Url!, arguments.SetupCode!, new MailBox(arguments.MailFolder!))
            : new(node.Url, await node.SetupCodeAsync(ct), new MailBox(node.MailFolder));
        string published = await new PracticeVote(arguments, plan, site, progress).RunAsync(ct);
        FinalReport.Print(progress, node?.PeakMemory() ?? 0, @out);
        return ResultComparison.Report(published, arguments.Rules, table, @out) ? Agrees : Differs;
    }

    private static IReadOnlyList<UnitCounts> ReadTable(RunArguments arguments)
    {
        byte[] csv = File.ReadAllBytes(arguments.Table);
        return CountsCsv.TryParse(Encoding.UTF8.GetString(csv), out IReadOnlyList<UnitCounts>? counts, out var problems)
            ? ScaledTable.Of(counts, arguments.Rules, arguments.Scale)
            : throw new RehearsalException($"{arguments.Table} cannot be used: {string.Join("; ", problems)}");
    }
}
