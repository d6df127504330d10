using System.Text;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Agreements.Content;

namespace RatifyVote.Web.Tests.Agreements;

public class DossierContentTests
{
    private static readonly DossierContent Sample = new()
    {
        Summary = "What we \"won\"\nand lost", Term = "1 Aug 2026 - 31 Jul 2029", Contact = "office@example.org",
        Issues = [new Issue("Wages", "3%", "4%", "More", "1 Aug 2026", "Art. 5", IssueStatus.Gain)],
        Documents = [new DocumentRef("MOA.pdf", 12, new string('a', 64))],
    };

    [Fact]
    public void The_canonical_text_is_compact_in_a_fixed_order_and_reads_back_as_it_was()
    {
        byte[] text = DossierText.Write("basic", 80, 1, Sample);
        Assert.StartsWith("{\"v\":1,\"agreement\":\"basic\",\"local\":80,\"version\":1,\"summary\":\"What we \\\"won\\\"\\nand lost\",\"term\":", Encoding.UTF8.GetString(text), StringComparison.Ordinal);
        DossierContent read = DossierText.Read(text);
        Assert.Equal(text, DossierText.Write("basic", 80, 1, read));
        Assert.Equal(Sample.Issues, read.Issues);
        Assert.Equal(Sample.Documents, read.Documents);
    }

    [Fact]
    public void Another_word_local_or_version_is_another_hash()
    {
        string[] hashes =
        [
            DossierText.HashOf(DossierText.Write("basic", 80, 1, Sample)), DossierText.HashOf(DossierText.Write("basic", 80, 2, Sample)),
            DossierText.HashOf(DossierText.Write("basic", 81, 1, Sample)), DossierText.HashOf(DossierText.Write("basic", 80, 1, Sample with { Contact = "x" })),
        ];
        Assert.Equal(4, hashes.Distinct().Count());
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](//evil.example/a)")]
    [InlineData("[x](http://evil.example)")]
    [InlineData("![x](https://evil.example/pixel.png)")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<a href=\"https://x\" onclick=\"alert(1)\">x</a>")]
    [InlineData("[x](https://ok.example \"onmouseover=alert(1)\")")]
    [InlineData("<iframe src=\"https://evil.example\"></iframe>")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>")]
    [InlineData("&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("`<img src=x onerror=alert(1)>`")]
    [InlineData("[a]: javascript:alert(1)\n\n[a]")]
    [InlineData("<javascript:alert(1)>")]
    public void Markdown_of_any_kind_makes_nothing_that_can_act(string markdown)
    {
        string html = SafeMarkdown.ToHtml(markdown);
        using var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument("<body>" + html + "</body>");
        foreach (AngleSharp.Dom.IElement element in document.Body!.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, new[] { "p", "a", "code", "pre", "em", "strong", "br" });
            Assert.All(element.Attributes, a => Assert.Contains(a.Name, new[] { "href", "rel" }));
            if (element.GetAttribute("href") is { } href)
            {
                Assert.StartsWith("https://", href, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Lists_emphasis_tables_and_safe_links_stay_and_headings_move_below_the_pages_own()
    {
        string html = SafeMarkdown.ToHtml("# Big\n\n- **one**\n- [two](https://example.org)\n- [mail](mailto:a@example.org)\n\n|a|b|\n|-|-|\n|1|2|\n");
        Assert.Contains("<h4>Big</h4>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>one</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org\" rel=\"noopener noreferrer nofollow\">two</a>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"mailto:a@example.org\"", html, StringComparison.Ordinal);
        Assert.Contains("<td>1</td>", html, StringComparison.Ordinal);
        Assert.Equal("", SafeMarkdown.ToHtml("  "));
    }

    [Theory]
    [InlineData("MOA 2026.pdf", "%PDF-1.7\n", null)]
    [InlineData("MOA.PDF", "%PDF-2.0\n", null)]
    [InlineData("MOA.pdf", "", "Empty")]
    [InlineData("MOA.pdf", "<html>", "NotPdf")]
    [InlineData("MOA.pdf", " %PDF-1.7", "NotPdf")]
    [InlineData("MOA.html", "%PDF-1.7", "BadName")]
    [InlineData("../MOA.pdf", "%PDF-1.7", "BadName")]
    [InlineData(".pdf", "%PDF-1.7", "BadName")]
    [InlineData("a\"b.pdf", "%PDF-1.7", "BadName")]
    [InlineData("a\u202Efdp.pdf", "%PDF-1.7", "BadName")]
    public void A_document_is_judged_by_its_bytes_and_a_plain_name(string name, string bytes, string? refusal) =>
        Assert.Equal(refusal, PdfUpload.WhyNot(name, Encoding.ASCII.GetBytes(bytes))?.ToString());

    [Fact]
    public void A_document_over_20_MiB_is_too_large()
    {
        byte[] bytes = new byte[PdfUpload.LargestBytes + 1];
        "%PDF-1.7"u8.CopyTo(bytes);
        Assert.Equal(DocumentRefusal.TooLarge, PdfUpload.WhyNot("a.pdf", bytes));
    }

    [Theory]
    [InlineData("basic-2027", true)]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData("Basic", false)]
    [InlineData("-a", false)]
    [InlineData("a--b", false)]
    [InlineData("a/b", false)]
    public void A_slug_is_small_letters_digits_and_single_hyphens(string text, bool plain) => Assert.Equal(plain, Slug.Is(text));
}
