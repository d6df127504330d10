using System.Globalization;
using RatifyVote.Domain.Rules;
using RatifyVote.Domain.Tables;

namespace RatifyVote.Rehearsal;

/// <summary>What <c>ratifyvote-rehearse run</c> is asked to do.</summary>
/// <param name="Table">CSV of counts, columns as <see cref="CountsCsv"/> reads them.</param>
/// <param name="Out">Folder for <c>published/</c> and the node's log; made if it is not there.</param>
/// <param name="Seed">Who votes what is a function of this number and of nothing else.</param>
/// <param name="Url">A node that runs already, or null: one is started.</param>
/// <param name="SetupCode">The code that node printed on its console.</param>
/// <param name="MailFolder">Where that node's mail goes: activation links are read there.</param>
/// <param name="Postgres">Connection string without a database name, or null for SQLite.</param>
/// <param name="Clients">People who act at the same time.</param>
/// <param name="WindowSeconds">How long the vote is open, or null: as long as the number of ballots calls for.</param>
internal sealed record RunArguments(
    string Table, RuleSet Rules, ScaleFraction Scale, string Out, ulong Seed, Uri? Url, string? SetupCode, string? MailFolder, string? Postgres, int Clients, int? WindowSeconds)
{
    public const string Usage =
        "ratifyvote-rehearse run --table FILE.csv --rules PRESET --out DIR [--scale 0.01] [--seed N] [--clients N] [--window SECONDS]\n" +
        "                        [--postgres \"Host=...;Username=...\"] [--url U --setup-code C --mail FOLDER]";

    private static readonly string[] Known = ["table", "rules", "scale", "out", "seed", "url", "setup-code", "mail", "postgres", "clients", "window"];

    /// <summary>Null with the reason when it cannot be understood.</summary>
    public static RunArguments? Parse(IReadOnlyList<string> args, out string problem)
    {
        Dictionary<string, string> given = [];
        problem = "";
        if (args.Count == 0 || args[0] != "run" || args.Count % 2 == 0)
        {
            problem = "usage: " + Usage;
            return null;
        }

        for (int i = 1; i < args.Count; i += 2)
        {
            string name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..] : "";
            if (!Known.Contains(name) || !given.TryAdd(name, args[i + 1]))
            {
                problem = $"'{args[i]}' is not understood, or said twice.\nusage: {Usage}";
                return null;
            }
        }

        return Read(given, out problem);
    }

    private static RunArguments? Read(Dictionary<string, string> given, out string problem)
    {
        ScaleFraction scale = new(1, 1);
        ulong seed = 1;
        int clients = 16;
        int window = 0;
        Uri? url = null;
        RuleSet? rules = RulePresets.Find(given.GetValueOrDefault("rules") ?? "");
        problem = !given.TryGetValue("table", out string? table) || !given.TryGetValue("out", out string? folder) ? "--table and --out are needed."
            : rules is null ? $"--rules must name a preset: {string.Join(", ", RulePresets.All.Select(preset => preset.Name))}."
            : given.TryGetValue("scale", out string? fraction) && !ScaleFraction.TryParse(fraction, out scale) ? "--scale must be a number such as 0.01 or 1."
            : given.TryGetValue("seed", out string? number) && !ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out seed) ? "--seed must be a whole number."
            : !IsCount(given, "clients", 1, 256, ref clients) ? "--clients must be 1 to 256."
            : !IsCount(given, "window", 30, 86_400, ref window) ? "--window must be 30 to 86400 seconds."
            : given.TryGetValue("url", out string? address) && (!Uri.TryCreate(address, UriKind.Absolute, out url) || !given.ContainsKey("setup-code") || !given.ContainsKey("mail"))
                ? "--url must be an address, and needs --setup-code and --mail beside it."
            : "";
        return problem.Length > 0 ? null : new RunArguments(
            given["table"], rules!, scale, given["out"], seed, url, given.GetValueOrDefault("setup-code"), given.GetValueOrDefault("mail"), given.GetValueOrDefault("postgres"),
            clients, window == 0 ? null : window);
    }

    private static bool IsCount(Dictionary<string, string> given, string name, int least, int most, ref int value) =>
        !given.TryGetValue(name, out string? text)
        || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most);
}
