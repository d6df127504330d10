namespace RatifyVote.Web.Certification.Publishing;

/// <summary>Where published votes lie. Configuration: <c>Publication:Path</c>, default <c>data/published</c> below the working directory.</summary>
internal sealed class PublicationFolder(string root)
{
    public static PublicationFolder From(IConfiguration configuration)
    {
        string root = Path.GetFullPath(configuration["Publication:Path"] ?? "data/published");
        Directory.CreateDirectory(root);
        return new(root);
    }

    /// <param name="voteId">A vote's uuid: base58, so it is a file name and nothing else.</param>
    public string FolderOf(string voteId) => Path.Combine(root, voteId);

    public string ZipOf(string voteId) => Path.Combine(root, voteId + ".zip");
}
