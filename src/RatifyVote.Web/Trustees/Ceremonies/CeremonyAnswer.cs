using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>What became of a trustee's message.</summary>
internal abstract record CeremonyAnswer
{
    private CeremonyAnswer() { }

    /// <summary>Stored, or stored before with the same bytes.</summary>
    internal sealed record Taken : CeremonyAnswer;

    internal sealed record Refused(IslandRefusal Why) : CeremonyAnswer;

    public static CeremonyAnswer Done { get; } = new Taken();

    public static CeremonyAnswer No(IslandRefusal why) => new Refused(why);
}
