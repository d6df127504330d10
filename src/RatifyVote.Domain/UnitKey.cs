namespace RatifyVote.Domain;

/// <summary>Names a unit, the group counted together in a contest: "local-600" for a local, or another organization's
/// plain name. One line of 1 to 100 characters without outer blanks.</summary>
public readonly record struct UnitKey
{
    private const string LocalPrefix = "local-";
    private readonly string? value;

    private UnitKey(string value) => this.value = value;

    public string Value => value ?? throw new InvalidOperationException("A unit without a name.");

    public static UnitKey Of(LocalNumber local) => new(LocalPrefix + local);

    /// <summary>The local this unit is, or null when the unit is another kind of group.</summary>
    public LocalNumber? Local =>
        Value.StartsWith(LocalPrefix, StringComparison.Ordinal) && LocalNumber.TryParse(Value[LocalPrefix.Length..], out LocalNumber local)
            ? local : null;

    /// <summary>What a reader is shown: "Local 600", or the plain name.</summary>
    public string Label => Local is { } local ? $"Local {local}" : Value;

    /// <summary>Reads a unit's name; false when it is empty, longer than 100 characters, or holds what does not print.</summary>
    public static bool TryParse(string? text, out UnitKey unit)
    {
        unit = default;
        if (!PlainText.Is(text, 100)) return false;
        unit = new UnitKey(text!);
        return true;
    }

    public override string ToString() => value ?? "";
}
