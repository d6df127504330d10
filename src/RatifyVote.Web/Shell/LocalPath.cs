namespace RatifyVote.Web.Shell;

/// <summary>Keeps redirects at home.</summary>
public static class LocalPath
{
    /// <summary>The path when it is one of this site ("/x", never "//x", "/\x" or another scheme), else <paramref name="otherwise"/>.</summary>
    public static string Or(string? path, string otherwise) =>
        path is ['/', ..] && !(path.Length > 1 && path[1] is '/' or '\\') && !path.Any(char.IsControl) ? path : otherwise;
}
