// V08 and V09: the terms can be held, and vote.json is theirs.
using RatifyVote.Domain;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Records;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class TermsChecks
{
    // What a vote that is no practice may not go below (secrecy design C-05).
    private const int LeastFlushSeconds = 3600, LeastNewCredentials = 10, LeastSmallUnit = 50;

    public static void Run(VoteUnderCheck vote)
    {
        if (vote.Terms is not { } terms) return;
        string? problem = ProblemOf(terms);
        vote.Log.Require(V08, problem is null, "terms.json", problem ?? "");
        if (vote.Vote is not { } record) return;
        bool same = record.Vote == terms.Vote && record.Terms == vote.TermsHash
            && record.Units.Select(u => (u.Contest, u.Unit, u.Uuid)).SequenceEqual(terms.Units.Select(u => (u.Contest.Id, u.Unit.Unit, u.Unit.Uuid)));
        vote.Log.Require(V09, same, "vote.json", "It names other terms or other units.");
    }

    private static string? ProblemOf(Terms terms)
    {
        if (terms.Contests.IsEmpty || terms.Contests.Any(c => c.Units.IsEmpty)) return "A contest without units decides nothing.";
        if (HasTwice(terms.Contests.Select(c => c.Id))) return "A contest is named twice.";
        if (HasTwice(terms.Units.Select(u => u.Unit.Uuid).Append(terms.Vote))) return "A uuid is used twice.";
        if (terms.Contests.Any(c => HasTwice(c.Units.Select(u => u.Unit)))) return "A contest names a unit twice.";
        if (terms.Units.Any(u => !UnitKey.TryParse(u.Unit.Unit, out _))) return "A unit's name is not one.";
        if (terms.OpensAt >= terms.ClosesAt) return "The vote closes before it opens.";
        if (terms.Trustees is { Threshold: var t, Size: var n } && (t < 2 || t > n || 2 * (long)t <= n)) return "The threshold must be at least two and more than half of the trustees.";
        if (terms.Trustees.Names.Length != terms.Trustees.Size) return "There is not one name per trustee.";
        if (!ServiceKey.IsWellFormed(terms.ServiceKey)) return "The service's key cannot be read.";
        return FlushProblem(terms) ?? CertifierProblem(terms.Certifiers) ?? terms.Contests.Select(c => RulesProblem(c, terms)).FirstOrDefault(p => p is not null);
    }

    private static string? FlushProblem(Terms terms)
    {
        bool floors = terms.Practice || terms.Flush is { EverySeconds: >= LeastFlushSeconds, NewCredentials: >= LeastNewCredentials, SmallUnit: >= LeastSmallUnit };
        return floors ? null : "The board may move so often that it tells who voted when.";
    }

    private static string? CertifierProblem(CertifiersTerms certifiers)
    {
        if (certifiers.Required < 1 || certifiers.Required > certifiers.People.Length) return "The number of certifiers required is not possible.";
        if (HasTwice(certifiers.People.Select(p => p.Id))) return "A certifier is named twice.";
        if (HasTwice(certifiers.People.SelectMany(p => p.Keys))) return "A key is listed for two certifiers.";
        return certifiers.People.Any(p => p.Keys.IsEmpty || p.Keys.Any(k => !AssertionKey.IsWellFormed(k))) ? "A certifier's key cannot be read." : null;
    }

    private static string? RulesProblem(TermsContest contest, Terms terms)
    {
        if (!RuleSet.TryParse(contest.Rules, out RuleSet? rules, out IReadOnlyList<RuleSetProblem> problems))
            return $"The rules of {contest.Id} cannot be held: {problems[0].InWords()}";
        if (rules!.ToJson() != contest.Rules) return $"The rules of {contest.Id} are not written canonically.";
        if (rules.BallotKept is BallotKept.First != terms.Policy.Revotes is RevoteRule.First) return $"The rules of {contest.Id} keep another ballot than the policy.";
        if (rules.Assumed.Count > 0 && contest.AssumptionsConfirmedBy.Distinct(StringComparer.Ordinal).Count() < 2)
            return $"The rules of {contest.Id} assume values that two people did not confirm.";
        return null;
    }

    private static bool HasTwice(IEnumerable<string> names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return !names.All(seen.Add);
    }
}
