namespace RatifyVote.Domain.Reconciliation;

/// <summary>What must balance before anybody may certify.</summary>
public enum SheetEquation
{
    NothingBelowZero,
    CredentialsAreMembersAndSpares,
    SparesUsedAreSpares,
    RemovedAreMembers,
    EligibleIsMembersLessRemovedPlusSparesUsed,
    ReceivedIsSupersededVoidSetAsideAndCounted,
    CountedIsYesNoAndBlank,
    CountedIsWithinEligible,
    UsedIsWithinMembersAndSparesUsed,
}

/// <summary>An equation that does not hold, with both sides.</summary>
public sealed record SheetViolation(SheetEquation Equation, long Left, long Right)
{
    public string InWords() => $"{ReconciliationSheet.InWords(Equation)} This does not hold: {Outcomes.OutcomeWords.Number(Left)} against {Outcomes.OutcomeWords.Number(Right)}.";
}

/// <summary>The result sheet of a unit or, added up, of a contest.</summary>
/// <param name="Members">Entries of members in the frozen roll.</param>
/// <param name="Spares">Entries kept for late additions.</param>
/// <param name="Credentials">Public credentials that were sealed.</param>
/// <param name="SparesUsed">Spares bound to a person.</param>
/// <param name="Removed">Members taken off after the freeze.</param>
/// <param name="Eligible">People entitled at the close.</param>
/// <param name="Received">Ballots that members cast and that reached the board; neutral ballots are not among them.</param>
/// <param name="Superseded">Ballots replaced by a later one of the same member.</param>
/// <param name="Void">Members' last ballots excluded by a ruling.</param>
/// <param name="SetAside">Members' last ballots set aside because of status.</param>
/// <param name="Counted">Ballots that are in the result.</param>
/// <param name="Blank">Counted blanks.</param>
/// <param name="Yes">Counted Yes.</param>
/// <param name="No">Counted No.</param>
public sealed record ReconciliationSheet(
    long Members, long Spares, long Credentials, long SparesUsed, long Removed, long Eligible,
    long Received, long Superseded, long Void, long SetAside, long Counted, long Blank, long Yes, long No)
{
    /// <summary>Credentials under which a ballot was cast.</summary>
    public long Used => Counted + SetAside + Void;

    /// <summary>Credentials never used: as many must be opened.</summary>
    public long Unused => Credentials - Used;

    /// <summary>Neutral ballots on the board: each excluded ballot is replaced by one, and the encrypted tally counts it as a blank.</summary>
    public long Neutral => SetAside + Void;

    /// <summary>Blanks in the decrypted result, neutral ballots among them.</summary>
    public long BlankInResult => Blank + Neutral;

    /// <summary>Every equation that does not hold; empty when the sheet reconciles.</summary>
    public IReadOnlyList<SheetViolation> Violations()
    {
        List<SheetViolation> violations = [];
        void Holds(bool holds, SheetEquation equation, long left, long right)
        {
            if (!holds) violations.Add(new SheetViolation(equation, left, right));
        }
        void Equal(SheetEquation equation, long left, long right) => Holds(left == right, equation, left, right);
        void AtMost(SheetEquation equation, long left, long right) => Holds(left <= right, equation, left, right);

        long least = new[] { Members, Spares, Credentials, SparesUsed, Removed, Eligible, Received, Superseded, Void, SetAside, Counted, Blank, Yes, No }.Min();
        AtMost(SheetEquation.NothingBelowZero, 0, least);
        Equal(SheetEquation.CredentialsAreMembersAndSpares, Credentials, Members + Spares);
        AtMost(SheetEquation.SparesUsedAreSpares, SparesUsed, Spares);
        AtMost(SheetEquation.RemovedAreMembers, Removed, Members);
        Equal(SheetEquation.EligibleIsMembersLessRemovedPlusSparesUsed, Eligible, Members - Removed + SparesUsed);
        Equal(SheetEquation.ReceivedIsSupersededVoidSetAsideAndCounted, Received, Superseded + Void + SetAside + Counted);
        Equal(SheetEquation.CountedIsYesNoAndBlank, Counted, Yes + No + Blank);
        AtMost(SheetEquation.CountedIsWithinEligible, Counted, Eligible);
        AtMost(SheetEquation.UsedIsWithinMembersAndSparesUsed, Used, Members + SparesUsed);
        return violations;
    }

    /// <summary>All units' sheets added up.</summary>
    public static ReconciliationSheet SumOf(IEnumerable<ReconciliationSheet> sheets) =>
        sheets.Aggregate(new ReconciliationSheet(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), (a, b) => new ReconciliationSheet(
            checked(a.Members + b.Members), checked(a.Spares + b.Spares), checked(a.Credentials + b.Credentials),
            checked(a.SparesUsed + b.SparesUsed), checked(a.Removed + b.Removed), checked(a.Eligible + b.Eligible),
            checked(a.Received + b.Received), checked(a.Superseded + b.Superseded), checked(a.Void + b.Void),
            checked(a.SetAside + b.SetAside), checked(a.Counted + b.Counted), checked(a.Blank + b.Blank),
            checked(a.Yes + b.Yes), checked(a.No + b.No)));

    public static string InWords(SheetEquation equation) => equation switch
    {
        SheetEquation.NothingBelowZero => "No figure is below zero.",
        SheetEquation.CredentialsAreMembersAndSpares => "Sealed credentials = members + spares.",
        SheetEquation.SparesUsedAreSpares => "Spares used are at most the spares.",
        SheetEquation.RemovedAreMembers => "Removed members are at most the members.",
        SheetEquation.EligibleIsMembersLessRemovedPlusSparesUsed => "Eligible = members - removed + spares used.",
        SheetEquation.ReceivedIsSupersededVoidSetAsideAndCounted => "Ballots received = superseded + void + set aside + counted.",
        SheetEquation.CountedIsYesNoAndBlank => "Counted = Yes + No + blank.",
        SheetEquation.CountedIsWithinEligible => "Counted ballots are at most the eligible.",
        SheetEquation.UsedIsWithinMembersAndSparesUsed => "Credentials used are at most members + spares used.",
    };
}
