using Microsoft.Playwright;
using RatifyVote.Domain.Votes;
using RatifyVote.EndToEnd.Tests.Face;
using RatifyVote.EndToEnd.Tests.People;
using RatifyVote.EndToEnd.Tests.Sites;
using RatifyVote.Verifier;
using RatifyVote.Verifier.Published;

namespace RatifyVote.EndToEnd.Tests;

/// <summary>From the key ceremony to the published result, each person in a browser of their own.</summary>
[Collection(SiteCollection.Name)]
public sealed class TrusteesAndCertifierTests(Site site)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(2);

    [Fact]
    public async Task Three_trustees_make_the_key_two_open_the_result_one_alone_cannot_and_the_certified_result_is_published_and_verifies()
    {
        Union union = await site.UnionAsync();
        PracticeVote vote = await PracticeVote.DraftAsync(site, "Basic Agreement rehearsal", Lasts);
        Look look = new();
        List<TrusteeInBrowser> trustees = [];
        foreach (Known known in union.Trustees)
        {
            trustees.Add(await TrusteeInBrowser.AcceptsAsync(site, vote.Id, known));
        }

        await MakeKeyAsync(trustees, look);
        await vote.SealAndOpenAsync();
        await VoteAsync(vote, "yes", 80, 3);
        await VoteAsync(vote, "yes", 80, 4);
        await VoteAsync(vote, "no", 600, 3);
        await vote.CloseAsync(Lasts);
        Assert.Equal(VotePhase.KeyDestroyed, await vote.PhaseAsync());

        await trustees[0].VerifyAndAttestAsync(look);
        await trustees[2].VerifyAndAttestAsync(null);
        await trustees[0].DecryptAsync();
        await vote.CountAsync();
        // t - 1 of the trustees: no unit is open, nothing is computed, nobody sees a figure.
        Assert.Equal(VotePhase.KeyDestroyed, await vote.PhaseAsync());
        await using Visitor certifier = await Visitor.ComesAsync(site, union.Certifier, desk: true);
        await certifier.SignInAsync($"/votes/{vote.Id}/result");
        await Assertions.Expect(certifier.Page.Locator(".outcome")).ToHaveCountAsync(0);

        await trustees[2].DecryptAsync();
        await vote.CountAsync();
        Assert.Equal(VotePhase.UnderReview, await vote.PhaseAsync());
        await CertifyAsync(certifier, vote, look);
        await vote.CountAsync();
        Assert.Equal(VotePhase.Published, await vote.PhaseAsync());

        await using Visitor anybody = await Visitor.ComesAsync(site);
        await anybody.Page.GotoAsync($"/votes/{vote.Id}/result");
        await Assertions.Expect(anybody.Page.Locator(".outcome")).ToContainTextAsync("88");
        await look.AtAsync(anybody, "result");
        IDownload zip = await anybody.Page.RunAndWaitForDownloadAsync(() => anybody.Page.ClickAsync($"a[href='/votes/{vote.Id}/published.zip']"));
        using (PublishedVote published = PublishedVote.Open(await KeptAsync(zip)))
        {
            Assert.Equal("VERIFIED", VoteVerification.Run(published, VoteStage.Published).LastLine);
        }

        foreach ((string path, string name) in new[] { ($"/votes/{vote.Id}/count", "count"), ($"/votes/{vote.Id}", "vote-public"), ($"/votes/{vote.Id}/journal", "journal") })
        {
            await certifier.Page.GotoAsync(path);
            await look.AtAsync(certifier, name);
        }

        foreach (TrusteeInBrowser trustee in trustees)
        {
            trustee.Visitor.RequireNoComplaint();
            await trustee.DisposeAsync();
        }

        certifier.RequireNoComplaint();
        look.RequireClean();
    }

    private static async Task MakeKeyAsync(List<TrusteeInBrowser> trustees, Look look)
    {
        foreach (TrusteeInBrowser trustee in trustees)
        {
            await trustee.MakeKeyAsync(trustee == trustees[0] ? look : null);
        }

        foreach (TrusteeInBrowser trustee in trustees)
        {
            await trustee.SendSharesAsync(trustee == trustees[0] ? look : null);
        }

        // The third round needs nobody's hand: the open pages go on by themselves.
        foreach (TrusteeInBrowser trustee in trustees)
        {
            await trustee.TryKeyAsync(trustee == trustees[0] ? look : null);
        }
    }

    private async Task VoteAsync(PracticeVote vote, string choice, int local, int place)
    {
        Known member = await (await site.UnionAsync()).MemberAsync(local, place);
        await using Visitor visitor = await Visitor.ComesAsync(site, member);
        await visitor.SignInAsync($"/vote/{vote.Id}/{await vote.UnitAsync(local)}");
        await visitor.ExpectStepAsync("Make your choice");
        await visitor.Page.CheckAsync($"input[name=choice][value={choice}]");
        await visitor.Button("Continue").ClickAsync();
        await visitor.Button("Cast my ballot").ClickAsync();
        await visitor.ExpectStepAsync("Your ballot was received");
    }

    private static async Task CertifyAsync(Visitor certifier, PracticeVote vote, Look look)
    {
        await certifier.SignInAsync($"/certify/{vote.Id}");
        await certifier.ExpectStepAsync("Certify the result");
        await look.AtAsync(certifier, "certify");
        await certifier.Page.CheckAsync("input[name=statement][value=certify]");
        await certifier.Button("Sign with passkey").ClickAsync();
        await Assertions.Expect(certifier.Page.GetByText("Signed.")).ToBeVisibleAsync();
    }

    private static async Task<string> KeptAsync(IDownload zip)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("ratifyvote-zip-").FullName, "published.zip");
        await zip.SaveAsAsync(path);
        return path;
    }
}
