using Microsoft.AspNetCore.Identity;

namespace RatifyVote.Web.Accounts;

/// <summary>What signs in. A member of the roster has at most one; trustees, observers and staff have one without being members.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The member of the roster who signs in with this account, or null for people who are not on the rolls.</summary>
    public Guid? MemberId { get; set; }

    /// <summary>How the person is greeted and named on signatures.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>A disabled account cannot sign in and its running sessions end with the next request.</summary>
    public bool Disabled { get; set; }
}
