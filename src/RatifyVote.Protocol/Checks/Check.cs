namespace RatifyVote.Protocol.Checks;

/// <summary>One numbered check of SPEC.md.</summary>
/// <param name="Id">Its number, "B08".</param>
/// <param name="Says">What is true when it passed, as a sentence.</param>
/// <param name="Guards">What it guards against.</param>
public sealed record Check(string Id, string Says, string Guards)
{
    public override string ToString() => Id;
}

/// <summary>The state of one check. Not checked is neither success nor failure; it is the value of everything forgotten.</summary>
public enum Finding { NotChecked, Passed, Failed }

/// <summary>What one check found in one place.</summary>
/// <param name="Subject">The unit's uuid, or empty where the check concerns the whole vote.</param>
/// <param name="Position">Where: "ballot at height 7"; empty when it passed.</param>
/// <param name="Words">What was found, as a sentence.</param>
public sealed record CheckResult(Check Check, string Subject, Finding Finding, string Position, string Words);
