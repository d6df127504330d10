using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RatifyVote.Web.Accounts.Activation;
using RatifyVote.Web.Tests.Sites;

namespace RatifyVote.Web.Tests.Accounts;

public class SetUpTests
{
    [Fact]
    public async Task An_empty_installation_makes_its_first_administrator_for_the_code_on_the_console_and_then_never_again()
    {
        await using TestSite site = await TestSite.StartAsync();
        StringWriter console = new();
        await site.Services.GetRequiredService<SetupCode>().PrintIfEmptyAsync(new Uri("https://localhost"), console, default);
        string code = Regex.Match(console.ToString(), "setup code: (\\S+)").Groups[1].Value;

        Visitor guesser = site.Visitor();
        Assert.Null((await SetUpAsync(guesser, "AAAA-AAAA-AAAA-AAAA")).LeadsTo());
        Visitor ada = site.Visitor();
        Assert.Equal("/account/welcome", (await SetUpAsync(ada, code.ToLowerInvariant())).LeadsTo());
        using SoftwareKey key = new();
        Assert.Equal(HttpStatusCode.OK, await ada.AddPasskeyAsync(key));
        await ada.ReadAsync("/administration");

        Assert.Null((await SetUpAsync(guesser, code)).LeadsTo());
        StringWriter again = new();
        await site.Services.GetRequiredService<SetupCode>().PrintIfEmptyAsync(new Uri("https://localhost"), again, default);
        Assert.Equal("", again.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visitor().Http.GetAsync("/setup")).StatusCode);
    }

    private static Task<HttpResponseMessage> SetUpAsync(Visitor visitor, string code) =>
        visitor.SubmitAsync("/setup", "setup", ("Form.Code", code), ("Form.Name", "Ada Administrator"), ("Form.Email", "ada@example.org"));
}
