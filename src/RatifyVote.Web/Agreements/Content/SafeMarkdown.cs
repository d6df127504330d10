using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace RatifyVote.Web.Agreements.Content;

/// <summary>Markdown of a dossier as HTML that can do nothing: raw HTML is escaped by the Markdown reader, then only listed
/// elements survive, with no attribute but an https, mailto or tel address on links. Headings move down so that they fit
/// under the page's own.</summary>
internal static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "p", "br", "hr", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a",
        "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
    };

    public static MarkupString ToMarkup(string? markdown) => new(ToHtml(markdown));

    public static string ToHtml(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
        {
            return "";
        }
        using IHtmlDocument document = new HtmlParser().ParseDocument("<body>" + Markdown.ToHtml(markdown, Pipeline) + "</body>");
        IElement body = document.Body!;
        foreach (IElement element in body.QuerySelectorAll("*").ToArray())
        {
            Clean(document, element);
        }
        return body.InnerHtml;
    }

    private static void Clean(IHtmlDocument document, IElement element)
    {
        if (!Allowed.Contains(element.LocalName))
        {
            element.Replace(document.CreateTextNode(element.TextContent));
            return;
        }
        string? address = element.LocalName == "a" ? element.GetAttribute("href") : null;
        foreach (IAttr attribute in element.Attributes.ToArray())
        {
            element.RemoveAttribute(attribute.Name);
        }
        if (address is not null && IsHarmless(address))
        {
            element.SetAttribute("href", address);
            element.SetAttribute("rel", "noopener noreferrer nofollow");
        }
        if (element.LocalName is ['h', >= '1' and <= '6'])
        {
            IElement lower = document.CreateElement("h" + Math.Min(6, element.LocalName[1] - '0' + 3));
            lower.Append([.. element.ChildNodes]);
            element.Replace(lower);
        }
    }

    private static bool IsHarmless(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "https" or "mailto" or "tel";
}
