using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;
using RatifyVote.Web.Accounts.Activation;
using RatifyVote.Web.Accounts.Passkeys;
using RatifyVote.Web.Accounts.Passwords;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Accounts;

public static class AccountsSlice
{
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                Harden(cookie, "__Host-rv-session", TimeSpan.FromMinutes(30));
                cookie.SlidingExpiration = true;
                // Lax, so that a link in a mail finds the person signed in; every deed also needs the antiforgery token.
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Events.OnValidatePrincipal = Sessions.ValidateAsync;
                cookie.Events.OnRedirectToLogin = AskToSignIn;
            })
            // Identity keeps the passkey challenge here, between options and answer.
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie => Harden(cookie, "__Host-rv-challenge", TimeSpan.FromMinutes(5)))
            .AddCookie(BetweenSteps.Scheme, cookie => Harden(cookie, "__Host-rv-steps", TimeSpan.FromMinutes(5)));
        services.AddAuthorization(authorization => authorization.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddIdentityCore<Account>(identity =>
            {
                RatifyVoteDb.UseIdentitySchema(identity);
                identity.Password = new PasswordOptions { RequiredLength = PasswordRules.Shortest, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 1 };
                identity.Lockout.MaxFailedAccessAttempts = 10;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.User.RequireUniqueEmail = false;
            })
            .AddEntityFrameworkStores<RatifyVoteDb>().AddSignInManager<AccountSignIn>().AddDefaultTokenProviders().AddPasswordValidator<PasswordRulesValidator>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteSettings>(PasskeyRules.Apply);
        services.AddScoped(provider => (AccountSignIn)provider.GetRequiredService<SignInManager<Account>>());
        services.AddSingleton(ActivationSettings.Read(builder.Configuration));
        services.AddSingleton<Sessions>();
        services.AddSingleton<AttemptPace>();
        services.AddSingleton<UsedCodes>();
        services.AddSingleton<ActivationCodes>();
        services.AddSingleton<SetupCode>();
        services.AddScoped<IssueActivation>();
        services.AddScoped<AddStaff>();
        services.AddScoped<Invitations>();
        services.AddScoped<ProveActivation>();
        services.AddScoped<KeepSignInMethods>();
        services.AddScoped<SignInWithPassword>();
        services.AddScoped<CheckCode>();
        services.AddScoped<ForgetFailures>();
        services.AddScoped<AccountNames>();
        services.AddKnock<ForgetFailures>("forget-failures", TimeSpan.FromHours(1), (step, ct) => step.RunAsync(ct));
        return builder;
    }

    public static WebApplication MapAccounts(this WebApplication app)
    {
        PasskeyEndpoints.Map(app);
        app.MapPost("/account/sign-out", async (HttpContext http) =>
        {
            await Sessions.EndAsync(http);
            return Results.LocalRedirect("/");
        }).ValidateFormCsrf().AllowAnonymous();
        SiteSettings site = app.Services.GetRequiredService<SiteSettings>();
        app.Lifetime.ApplicationStarted.Register(() => _ = app.Services.GetRequiredService<SetupCode>().PrintIfEmptyAsync(site.PublicUrl, Console.Out, CancellationToken.None));
        return app;
    }

    private static void Harden(CookieAuthenticationOptions cookie, string name, TimeSpan lasts)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.Path = "/";
        cookie.Cookie.IsEssential = true;
        cookie.ExpireTimeSpan = lasts;
        cookie.LoginPath = "/account/sign-in";
    }

    /// <summary>A page leads to the sign-in page and back; an island's request is told so in its own words.</summary>
    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            context.Response.StatusCode = IslandAnswer.StatusOf(IslandRefusal.SignInAgain);
            return context.Response.WriteAsJsonAsync(new IslandError(nameof(IslandRefusal.SignInAgain)));
        }

        string here = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/";
        context.Response.Redirect("/account/sign-in?returnUrl=" + Uri.EscapeDataString(here));
        return Task.CompletedTask;
    }
}
