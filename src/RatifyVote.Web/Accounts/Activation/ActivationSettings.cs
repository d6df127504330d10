using RatifyVote.Web.Accounts.Storage;

namespace RatifyVote.Web.Accounts.Activation;

/// <summary>Which ways members may activate. Configuration <c>Activation:Ways</c>: <c>LinkAndRosterSecret</c>, <c>Letter</c> or <c>Either</c> (default). There is no way by mail alone.</summary>
internal sealed record ActivationSettings(ActivationWays Ways)
{
    /// <exception cref="InvalidOperationException">The setting names no way.</exception>
    public static ActivationSettings Read(IConfiguration configuration)
    {
        string text = configuration["Activation:Ways"] ?? nameof(ActivationWays.Either);
        return Enum.TryParse(text, ignoreCase: true, out ActivationWays ways) && Enum.IsDefined(ways)
            ? new(ways) : throw new InvalidOperationException($"Activation:Ways is '{text}'; it must be LinkAndRosterSecret, Letter or Either.");
    }

    public bool Allows(ActivationKind kind) => kind switch
    {
        ActivationKind.Link => Ways is ActivationWays.LinkAndRosterSecret or ActivationWays.Either,
        ActivationKind.Code => Ways is ActivationWays.Letter or ActivationWays.Either,
    };
}

internal enum ActivationWays { Either, LinkAndRosterSecret, Letter }
