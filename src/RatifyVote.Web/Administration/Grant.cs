using System.Globalization;
using RatifyVote.Domain;

namespace RatifyVote.Web.Administration;

/// <summary>A role and where it holds: one local, or (null) the international, which is everywhere.</summary>
public readonly record struct Grant(Role Role, LocalNumber? Local)
{
    /// <summary>Claim type of a grant; value <c>LocalOfficer@80</c> or <c>Observer@*</c>.</summary>
    public const string ClaimType = "rv:grant";

    public override string ToString() => $"{Role}@{(Local is { } local ? local.Value.ToString(CultureInfo.InvariantCulture) : "*")}";

    public static bool TryParse(string text, out Grant grant)
    {
        grant = default;
        int at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || !Enum.TryParse(text[..at], out Role role) || !Enum.IsDefined(role))
        {
            return false;
        }

        if (text[(at + 1)..] == "*")
        {
            grant = new(role, null);
            return true;
        }

        if (!LocalNumber.TryParse(text[(at + 1)..], out LocalNumber local))
        {
            return false;
        }

        grant = new(role, local);
        return true;
    }
}
