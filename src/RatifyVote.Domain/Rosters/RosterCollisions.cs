namespace RatifyVote.Domain.Rosters;

/// <summary>Lines that contradict or pass for an earlier line. A member (card number) may stand in several locals, always
/// with the same name, e-mail address and date of birth.</summary>
internal sealed class RosterCollisions
{
    private readonly List<RosterFinding> findings = [];
    private readonly Dictionary<string, int> byCard = [];
    private readonly Dictionary<string, int> byCardSkeleton = [];
    private readonly Dictionary<(string Card, string Local), int> byMembership = [];
    private readonly Dictionary<string, int> byEmail = [];
    private readonly Dictionary<string, int> byEmailSkeleton = [];
    private readonly Dictionary<(string Name, string Born, string Local), int> byPerson = [];

    public static IReadOnlyList<RosterFinding> Find(IReadOnlyList<RosterLine> lines)
    {
        RosterCollisions collisions = new();
        for (int i = 0; i < lines.Count; i++) collisions.Add(i, lines);
        return collisions.findings;
    }

    private void Add(int i, IReadOnlyList<RosterLine> lines)
    {
        RosterLine line = lines[i];
        if (line.CardNumber.Length > 0)
        {
            if (Earlier(byMembership, (line.CardNumber, line.Local), i) is { } same) Found(i, RosterLineProblem.MembershipRepeated, same);
            if (Earlier(byCard, line.CardNumber, i) is { } first) Compare(i, line, first, lines[first]);
            else if (Earlier(byCardSkeleton, LookAlike.AlikeInAscii(line.CardNumber), i) is { } alike) Found(i, RosterLineProblem.CardNumberLooksLikeAnother, alike);
        }
        if (line.Email.Length > 0)
        {
            if (Earlier(byEmail, line.Email, i) is { } same)
            {
                if (lines[same].CardNumber != line.CardNumber) Found(i, RosterLineProblem.EmailOfAnotherMember, same);
            }
            else if (Earlier(byEmailSkeleton, LookAlike.AlikeInAscii(line.Email), i) is { } alike && lines[alike].CardNumber != line.CardNumber)
            {
                Found(i, RosterLineProblem.EmailLooksLikeAnother, alike);
            }
        }
        // Without a date of birth two people of one name cannot be told from one person with two cards.
        if (line.DateOfBirth.Length > 0 && Earlier(byPerson, (LookAlike.Skeleton(line.Name), line.DateOfBirth, line.Local), i) is { } twin
            && lines[twin].CardNumber != line.CardNumber)
        {
            Found(i, RosterLineProblem.MemberLooksLikeAnother, twin);
        }
    }

    private void Compare(int i, RosterLine line, int first, RosterLine known)
    {
        if (line.Name != known.Name) Found(i, RosterLineProblem.CardNumberOfAnotherName, first);
        if (line.Email != known.Email) Found(i, RosterLineProblem.MemberHasTwoEmails, first);
        if (line.DateOfBirth != known.DateOfBirth) Found(i, RosterLineProblem.MemberHasTwoDatesOfBirth, first);
    }

    private void Found(int i, RosterLineProblem problem, int other) => findings.Add(new RosterFinding(i, problem, other));

    private static int? Earlier<TKey>(Dictionary<TKey, int> seen, TKey key, int i) where TKey : notnull =>
        seen.TryAdd(key, i) ? null : seen[key];
}
