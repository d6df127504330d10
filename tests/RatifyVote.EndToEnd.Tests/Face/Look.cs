using System.Text.Json;
using Microsoft.Playwright;
using RatifyVote.EndToEnd.Tests.People;
using RatifyVote.EndToEnd.Tests.Sites;

namespace RatifyVote.EndToEnd.Tests.Face;

/// <summary>Looks at pages as they are in the middle of a story: axe's serious and critical violations in light and dark, scrolling sideways at 320 px
/// (WCAG 1.4.10), and pictures when RV_SCREENSHOTS names a folder. What was found fails the story at its end, all of it at once.</summary>
internal sealed class Look
{
    private const int NarrowestWidth = 320;
    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
    private readonly List<string> findings = [];

    public async Task AtAsync(Visitor visitor, string name)
    {
        IPage page = visitor.Page;
        await PictureAsync(page, name);
        await page.EvaluateAsync(Axe.Value);
        await AxeAsync(page, name, "null");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AxeAsync(page, name + " (dark)", "['color-contrast']");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await ReflowAsync(page, name);
    }

    public void RequireClean() => Assert.True(findings.Count == 0, string.Join("\n", findings));

    private async Task AxeAsync(IPage page, string name, string rules)
    {
        JsonElement found = await page.EvaluateAsync<JsonElement>($$"""
            async () => {
              const rules = {{rules}};
              // Colours fade into the other scheme; they are judged when they have arrived.
              await Promise.all(document.getAnimations().map(a => a.finished.catch(() => null)));
              const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(rules === null ? {} : { runOnly: { type: 'rule', values: rules } }) });
              return violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | '));
            }
            """);
        findings.AddRange(found.EnumerateArray().Select(one => $"{name}: {one.GetString()}"));
    }

    private async Task ReflowAsync(IPage page, string name)
    {
        PageViewportSizeResult usual = page.ViewportSize!;
        await page.SetViewportSizeAsync(NarrowestWidth, usual.Height);
        string? wide = await page.EvaluateAsync<string?>("""
            () => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return null;
              const widest = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1).slice(0, 4);
              return document.documentElement.scrollWidth + ' px: ' + widest.map(e => e.outerHTML.slice(0, 120)).join(' | ');
            }
            """);
        await page.SetViewportSizeAsync(usual.Width, usual.Height);
        if (wide is not null)
        {
            findings.Add($"{name} scrolls sideways at {NarrowestWidth} px, {wide}");
        }
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Site.Pictures is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = true });
        }
    }
}
