using Microsoft.AspNetCore.Identity;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Accounts;

public static class AccountsSlice
{
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        builder.Services.AddAuthorization();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddIdentityCore<Account>().AddEntityFrameworkStores<RatifyVoteDb>().AddSignInManager().AddDefaultTokenProviders();
        return builder;
    }

    public static WebApplication MapAccounts(this WebApplication app) => app;
}
