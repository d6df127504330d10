using System.Globalization;
using RatifyVote.Domain;
using RatifyVote.Domain.Outcomes;

namespace RatifyVote.Rehearsal.Plans;

/// <summary>What a member does while the vote is open.</summary>
internal enum Part
{
    /// <summary>Stays away.</summary>
    Abstain,
    Vote,
    /// <summary>Casts one choice, thinks again, casts another; the rule set says which of the two counts.</summary>
    VoteTwice,
    /// <summary>Fetches the credential in time and casts after the close: must be refused.</summary>
    ComeLate,
    /// <summary>Sends ballots that must each be refused for a reason of its own, then votes.</summary>
    SendBadBallots,
}

/// <summary>An answer on the ballot.</summary>
internal enum Choice { Yes, No, Blank }

/// <param name="Counted">The choice that goes into the table; of no meaning for whoever does not vote.</param>
/// <param name="Other">The choice that is replaced, or refused, when the member votes twice.</param>
/// <param name="UsesPassword">Signs in with password and app instead of a passkey.</param>
internal sealed record PlannedMember(int Number, LocalNumber Local, Part Part, Choice Counted, Choice Other, bool UsesPassword)
{
    public string Card => $"RV-{Number:D6}";

    public string Name => $"{Given[Number % Given.Length]} {Family[Number / Given.Length % Family.Length]}";

    public string Email => $"member.{Number:D6}@members.example.org";

    /// <summary>A day of birth, written year-month-day. Namesakes of one local have different ones: the period is prime to that of the names.</summary>
    public string Born => new DateOnly(1950, 1, 1).AddDays(Number * 7 % 17_999).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public bool SignsIn => Part is not Part.Abstain;

    public bool IsCounted => Part is Part.Vote or Part.VoteTwice or Part.SendBadBallots;

    private static readonly string[] Given = ["Alex", "Bela", "Carmen", "Dana", "Eun", "Farah", "Gale", "Hana", "Imani", "Jules", "Kim", "Luz", "Maya", "Noor", "Oren", "Pat", "Quinn", "Rene", "Sam", "Toni"];
    private static readonly string[] Family = ["Abara", "Brooks", "Castillo", "Dumont", "Ekberg", "Fuentes", "Garner", "Huang", "Ibarra", "Joshi", "Kessler", "Lindholm", "Moreau", "Nakamura", "Okafor", "Petrov", "Quist", "Romero", "Sato", "Tremblay"];
}

/// <summary>A unit of the (scaled) table.</summary>
internal sealed record PlannedUnit(LocalNumber Local, UnitCounts Counts)
{
    public string Name => Counts.Name ?? Counts.Unit.Label;
}

/// <summary>Who votes what, so that the count must be the table's: a function of table and seed.</summary>
internal sealed class VotingPlan
{
    /// <summary>One in this many signs in with password and app (a password check is slow on purpose).</summary>
    private const int PasswordEvery = 100;
    /// <summary>One in this many of those who vote casts twice.</summary>
    private const int RevoteEvery = 20;
    /// <summary>One in this many of those who vote tries bad ballots first.</summary>
    private const int BadEvery = 40;
    /// <summary>One in this many of those who abstain comes late.</summary>
    private const int LateEvery = 15;

    private VotingPlan(IReadOnlyList<PlannedUnit> units, IReadOnlyList<PlannedMember> members) => (Units, Members) = (units, members);

    public IReadOnlyList<PlannedUnit> Units { get; }

    /// <summary>Everybody on the rolls, in the order of units.</summary>
    public IReadOnlyList<PlannedMember> Members { get; }

    public int Ballots => Members.Count(member => member.IsCounted);

    /// <exception cref="ArgumentException">A unit is no local: rolls are kept by local.</exception>
    public static VotingPlan Of(IReadOnlyList<UnitCounts> table, ulong seed)
    {
        SplitMix64 random = new(seed);
        List<PlannedUnit> units = [];
        List<PlannedMember> members = [];
        foreach (UnitCounts counts in table)
        {
            LocalNumber local = counts.Unit.Local ?? throw new ArgumentException($"'{counts.Unit}' is not the number of a local.", nameof(table));
            units.Add(new(local, counts));
            AddUnit(members, local, counts, random);
        }

        return new(units, members);
    }

    private static void AddUnit(List<PlannedMember> members, LocalNumber local, UnitCounts counts, SplitMix64 random)
    {
        int blank = (int)(counts.Blank ?? 0);
        int cast = (int)counts.Valid + blank;
        int eligible = (int)Math.Max(counts.Eligible ?? 0, Math.Max(cast, 3));
        Choice?[] choices =
        [
            .. Enumerable.Repeat<Choice?>(Choice.Yes, (int)counts.Yes), .. Enumerable.Repeat<Choice?>(Choice.No, (int)counts.No),
            .. Enumerable.Repeat<Choice?>(Choice.Blank, blank), .. Enumerable.Repeat<Choice?>(null, eligible - cast),
        ];
        random.Shuffle(choices);
        foreach (Choice? choice in choices)
        {
            int number = members.Count;
            Choice counted = choice ?? (Choice)random.Below(3);
            Part part = choice is null
                ? random.Below(LateEvery) == 0 ? Part.ComeLate : Part.Abstain
                : random.Below(RevoteEvery) == 0 ? Part.VoteTwice
                : random.Below(BadEvery) == 0 ? Part.SendBadBallots : Part.Vote;
            Choice other = (Choice)(((int)counted + 1 + random.Below(2)) % 3);
            members.Add(new(number, local, part, counted, other, number % PasswordEvery == PasswordEvery / 2));
        }
    }
}
