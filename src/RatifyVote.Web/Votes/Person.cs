using System.Security.Claims;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Audit;

namespace RatifyVote.Web.Votes;

/// <summary>A signed-in person who acts, with the name that records and pages show.</summary>
internal sealed record Person(Guid Account, string Name)
{
    public Actor AsActor => new Actor.Person(Account);

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Person Of(ClaimsPrincipal user) =>
        new(user.AccountId() ?? throw new InvalidOperationException("An act needs a signed-in person."), user.Identity?.Name ?? "");
}
