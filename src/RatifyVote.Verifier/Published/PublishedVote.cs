using System.IO.Compression;

namespace RatifyVote.Verifier.Published;

/// <summary>The files of a published vote: a folder, or a zip of the same files at its root. Reads only files it asks for by
/// name; archives of a zip are unpacked one at a time beside the system's temporary files and deleted with this object.</summary>
public sealed class PublishedVote : IDisposable
{
    /// <summary>No file but an archive is larger.</summary>
    public const int LargestFile = 256 << 20;

    private readonly string? folder;
    private readonly ZipArchive? zip;

    private PublishedVote(string? folder, ZipArchive? zip) => (this.folder, this.zip) = (folder, zip);

    /// <summary>Opens a folder or a zip. Throws <see cref="IOException"/> or <see cref="InvalidDataException"/> when it is neither.</summary>
    public static PublishedVote Open(string path) => Directory.Exists(path)
        ? new PublishedVote(path, null)
        : new PublishedVote(null, ZipFile.OpenRead(path));

    /// <summary>The bytes of a file, or null when it is not there or too large. Names use "/".</summary>
    public byte[]? Read(string name)
    {
        if (zip is null)
        {
            FileInfo file = new(Path.Combine(folder!, name));
            return file.Exists && file.Length <= LargestFile ? File.ReadAllBytes(file.FullName) : null;
        }

        // A name that stands twice would be read in one way by us and in another by the next program.
        if (Entry(name) is not { } entry) return null;
        using Stream stream = entry.Open();
        using MemoryStream bytes = new();
        byte[] chunk = new byte[1 << 16];
        for (int got; (got = stream.Read(chunk)) > 0;)
        {
            bytes.Write(chunk, 0, got);
            if (bytes.Length > LargestFile) return null;
        }

        return bytes.ToArray();
    }

    /// <summary>An archive as a seekable stream at its first byte, or null when it is not there.</summary>
    public Stream? OpenArchive(string uuid)
    {
        string name = uuid + ".bel";
        if (zip is null)
        {
            string path = Path.Combine(folder!, name);
            return File.Exists(path) ? File.OpenRead(path) : null;
        }

        if (Entry(name) is not { } entry) return null;
        FileStream unpacked = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        using Stream stream = entry.Open();
        stream.CopyTo(unpacked);
        unpacked.Position = 0;
        return unpacked;
    }

    public void Dispose() => zip?.Dispose();

    private ZipArchiveEntry? Entry(string name)
    {
        ZipArchiveEntry[] found = [.. zip!.Entries.Where(e => e.FullName == name).Take(2)];
        return found.Length == 1 ? found[0] : null;
    }
}
