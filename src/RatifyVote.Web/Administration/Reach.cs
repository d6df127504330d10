using System.Security.Claims;
using RatifyVote.Domain;
using RatifyVote.Web.Accounts;

namespace RatifyVote.Web.Administration;

/// <summary>Where a person holds a capability: nowhere, in some locals, or everywhere.</summary>
public sealed record Reach(bool Everywhere, IReadOnlySet<LocalNumber> Locals)
{
    public bool Nowhere => !Everywhere && Locals.Count == 0;

    public bool Covers(LocalNumber local) => Everywhere || Locals.Contains(local);
}

public static class Permission
{
    /// <summary>Where this person may do <paramref name="what"/> in this session. Everything but taking part needs a passkey sign-in,
    /// so a password session of an officer reaches nowhere.</summary>
    public static Reach ReachOf(this ClaimsPrincipal person, Capability what) =>
        what == Capability.TakePart || SignInMethods.Of(person) == SignInMethod.Passkey ? GrantedReach(person, what) : new(false, new HashSet<LocalNumber>());

    /// <summary>May this person do it in this local; with null: anywhere at all (for lists, which then filter by <see cref="ReachOf"/>).</summary>
    public static bool Can(this ClaimsPrincipal person, Capability what, LocalNumber? local = null)
    {
        Reach reach = person.ReachOf(what);
        return local is { } one ? reach.Covers(one) : !reach.Nowhere;
    }

    /// <summary>As <see cref="ReachOf"/> without asking how the person signed in: tells "sign in with your passkey" from "not yours".</summary>
    internal static Reach GrantedReach(ClaimsPrincipal person, Capability what)
    {
        bool everywhere = false;
        HashSet<LocalNumber> locals = [];
        foreach (Claim claim in person.FindAll(Grant.ClaimType))
        {
            if (Grant.TryParse(claim.Value, out Grant grant) && RoleCapabilities.Of(grant.Role).Contains(what))
            {
                everywhere |= grant.Local is null;
                if (grant.Local is { } local)
                {
                    locals.Add(local);
                }
            }
        }

        return new(everywhere, locals);
    }
}
