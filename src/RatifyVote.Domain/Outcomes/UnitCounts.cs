namespace RatifyVote.Domain.Outcomes;

/// <summary>What was counted in one unit. Null means "not known", never zero.</summary>
public sealed record UnitCounts
{
    /// <summary>The largest count of one unit; with <see cref="CountsTable.MostUnits"/> it keeps every product inside 64 bits.</summary>
    public const long Largest = 1_000_000_000;

    public required UnitKey Unit { get; init; }

    /// <summary>The unit's full name, shown beside its label; it decides nothing.</summary>
    public string? Name { get; init; }

    /// <summary>Everybody on the unit's roll.</summary>
    public long? Eligible { get; init; }

    /// <summary>Delegate entitlement at the convention whose table applies.</summary>
    public long? Delegates { get; init; }

    public required long Yes { get; init; }
    public required long No { get; init; }
    public long? Blank { get; init; }

    /// <summary>The sub-group these ballots belong to, where a rule set flags one; else null.</summary>
    public string? Group { get; init; }

    /// <summary>Yes and No together.</summary>
    public long Valid => Yes + No;
}
