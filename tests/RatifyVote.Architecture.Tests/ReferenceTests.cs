using System.Reflection;

namespace RatifyVote.Architecture.Tests;

/// <summary>Who may know whom: references run only along these arrows.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["RatifyVote.Domain"] = [],
        ["RatifyVote.Protocol"] = [],
        ["ratifyvote-verify"] = ["RatifyVote.Domain", "RatifyVote.Protocol"],
        ["RatifyVote.Web"] = ["RatifyVote.Domain", "RatifyVote.Protocol", "ratifyvote-verify"],
        ["ratifyvote-rehearse"] = ["RatifyVote.Domain", "RatifyVote.Protocol", "ratifyvote-verify"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_knows_only_the_projects_the_architecture_lets_it_know(string project)
    {
        string[] ours = [.. Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(Allowed.ContainsKey)];
        Assert.Empty(ours.Except(Allowed[project]));
    }

    [Theory]
    [InlineData("RatifyVote.Domain")]
    [InlineData("RatifyVote.Protocol")]
    [InlineData("ratifyvote-verify")]
    public void What_a_stranger_runs_needs_the_plain_runtime_only(string project)
    {
        string[] outside = [.. Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => !n.StartsWith("System", StringComparison.Ordinal) && n is not ("netstandard" or "Microsoft.Win32.Primitives") && !Allowed.ContainsKey(n))];
        Assert.Empty(outside);
    }

    [Fact]
    public void The_protocols_election_words_stay_out_of_the_domain()
    {
        string[] offenders = [.. Source.Files("src/RatifyVote.Domain", ".cs").Where(f => f.Text.Contains("RatifyVote.Protocol", StringComparison.Ordinal)).Select(f => f.Name)];
        Assert.Empty(offenders);
    }
}
