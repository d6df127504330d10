using System.Text.RegularExpressions;

namespace RatifyVote.Architecture.Tests;

/// <summary>The slice rule: types in a slice's root namespace are its face, its sub-namespaces are private. Tables live in
/// sub-namespaces, so no slice touches another's tables.</summary>
public sealed partial class SliceTests
{
    private const string Web = "src/RatifyVote.Web";

    /// <summary>What every slice stands on: their sub-namespaces are open to all.</summary>
    private static readonly string[] Foundations = ["Shell", "Persistence"];

    private static readonly string[] Slices = [.. Directory.GetDirectories(Path.Combine(Source.Root, Web)).Select(d => Path.GetFileName(d)!)
        .Where(d => char.IsUpper(d[0]) && d is not "Properties" && !Foundations.Contains(d)).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_slices_of_the_architecture_exist() => Assert.Superset(
        new HashSet<string>(["Accounts", "Administration", "Agreements", "Audit", "Booth", "Certification", "KeyDirectory", "Notifications", "Roster", "Scheduling", "Trustees", "Votes"]),
        new HashSet<string>(Slices));

    [Fact]
    public void A_slice_uses_only_the_face_of_another_slice()
    {
        List<string> offenders = [];
        foreach (SourceFile file in Source.Files(Web, ".cs", ".razor"))
        {
            string owner = file.Name[(Web.Length + 1)..].Split('/')[0];
            // The demonstration plays people through their use cases and owns no table of its own.
            if (!Slices.Contains(owner) || owner is "Demo")
            {
                continue;
            }

            offenders.AddRange(PrivateName().Matches(file.Text)
                .Where(m => Slices.Contains(m.Groups["slice"].Value) && m.Groups["slice"].Value != owner)
                .Select(m => $"{file.Name} uses {m.Value}"));
        }

        Assert.Empty(offenders.Distinct());
    }

    [Fact]
    public void Every_slice_states_its_guarantees()
    {
        string[] silent = [.. Slices.Where(s => !File.Exists(Path.Combine(Source.Root, Web, s, "README.md")))];
        Assert.Empty(silent);
    }

    [Fact]
    public void The_host_stays_one_line_a_slice() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Source.Root, Web, "Program.cs")).Length, 1, 120);

    [GeneratedRegex(@"using RatifyVote\.Web\.(?<slice>\w+)\.\w+;|@using RatifyVote\.Web\.(?<slice>\w+)\.\w+|\b(?<slice>[A-Z]\w+)\.Storage\.\w+")]
    private static partial Regex PrivateName();
}
