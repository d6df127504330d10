using System.Collections.Immutable;
using System.Text.Json;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>The booth's files with their hashes, as the build wrote them beside the bundle; terms.json seals the list.</summary>
internal sealed class BoothBundle(IWebHostEnvironment host)
{
    private readonly Lazy<ImmutableArray<BundleFile>> files = new(() => Read(host));

    /// <summary>Empty when the booth was not built.</summary>
    public ImmutableArray<BundleFile> Files => files.Value;

    private static ImmutableArray<BundleFile> Read(IWebHostEnvironment host)
    {
        using Stream? list = host.WebRootFileProvider.GetFileInfo("booth/bundle.json") is { Exists: true } file ? file.CreateReadStream() : null;
        if (list is null)
        {
            return [];
        }
        using JsonDocument document = JsonDocument.Parse(list);
        return [.. document.RootElement.EnumerateArray().Select(f => new BundleFile(f.GetProperty("file").GetString()!, HashOf(f.GetProperty("sha256").GetString()!)))];
    }

    private static RecordHash HashOf(string hex) =>
        RecordHash.TryParseHex(hex, out RecordHash hash) ? hash : throw new InvalidDataException("booth/bundle.json holds no SHA-256 where one belongs.");
}
