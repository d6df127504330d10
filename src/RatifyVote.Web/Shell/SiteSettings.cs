namespace RatifyVote.Web.Shell;

/// <summary>What the installation calls itself. Links in mail are made from <see cref="PublicUrl"/>, never from a request's Host header.</summary>
/// <param name="HelpLine">Shown with every refusal: a telephone number or address, or null.</param>
public sealed record SiteSettings(Uri PublicUrl, string UnionName, string? HelpLine)
{
    /// <exception cref="InvalidOperationException">Site:PublicUrl is no absolute http(s) address.</exception>
    public static SiteSettings From(IConfiguration configuration)
    {
        string text = configuration["Site:PublicUrl"] ?? "http://localhost:5080";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"Site:PublicUrl is '{text}'; it must be the absolute address under which people reach this site.");
        }

        return new(url, configuration["Site:UnionName"] ?? "RatifyVote", configuration["Site:HelpLine"]);
    }

    /// <summary>Absolute address of a local path.</summary>
    public Uri Link(string path) => new(PublicUrl, path);
}
