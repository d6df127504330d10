using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace RatifyVote.Web.Shell;

public static class ShellSlice
{
    private const string CultureCookie = "rv-language";

    public static WebApplicationBuilder AddShell(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<Words>();
        builder.Services.AddSingleton<IStringLocalizer>(services => services.GetRequiredService<Words>());
        builder.Services.AddSingleton(SiteSettings.From(builder.Configuration));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Flash>();
        builder.Services.AddScoped<Csrf>();
        builder.Services.AddHealthChecks();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-CSRF";
            antiforgery.Cookie = new AlwaysSecureCookie { Name = "__Host-rv-csrf", HttpOnly = true, IsEssential = true, Path = "/", SameSite = SameSiteMode.Strict };
        });
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded => Proxies.Apply(forwarded, builder.Configuration));
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(400));
        builder.Services.Configure<RequestLocalizationOptions>(localization =>
        {
            localization.DefaultRequestCulture = new RequestCulture(Words.Languages[0]);
            localization.SupportedCultures = [.. Words.Languages];
            localization.SupportedUICultures = [.. Words.Languages];
            localization.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = CultureCookie },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
        return builder;
    }

    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>();
        app.MapHealthChecks("/healthz").AllowAnonymous();
        app.MapPost("/language", async (HttpContext context, IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(context);
            IFormCollection form = await context.Request.ReadFormAsync();
            string language = form["language"].ToString();
            if (Words.Languages.Any(known => known.Name == language))
            {
                context.Response.Cookies.Append(CultureCookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
                    new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, IsEssential = true, Path = "/", MaxAge = TimeSpan.FromDays(400) });
            }

            return Results.LocalRedirect(LocalPath.Or(form["returnUrl"], "/"));
        }).AllowAnonymous();
        return app;
    }
}
