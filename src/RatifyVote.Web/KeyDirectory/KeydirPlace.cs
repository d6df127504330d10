namespace RatifyVote.Web.KeyDirectory;

/// <summary>Where a keydir may lie: not below (or above) anything that is copied away, such as the databases and the backups.</summary>
internal static class KeydirPlace
{
    /// <returns>The full path; the folder is there and open to its owner only.</returns>
    /// <exception cref="InvalidOperationException">The place is refused; the message says what to change.</exception>
    public static string Require(string path, IReadOnlyCollection<string> keptPlaces)
    {
        string full = Real(path);
        foreach (string kept in keptPlaces.Select(Real))
        {
            if (IsSameOrBelow(full, kept) || IsSameOrBelow(kept, full))
            {
                throw new InvalidOperationException(
                    $"KeyDirectory:Path '{full}' and '{kept}' lie inside one another. The key directory must be outside the databases and every backup: " +
                    "a copy of both ties members to ballots. Choose another folder.");
            }
        }

        DurableFile.MakeFolder(full);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(full) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0)
        {
            throw new InvalidOperationException($"KeyDirectory:Path '{full}' is open to other users of this machine. Make it private (chmod 700).");
        }

        return full;
    }

    private static bool IsSameOrBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Symbolic links resolved as far as the path exists, so that a link cannot lead the keys into the backup.</summary>
    private static string Real(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? existing = full;
        while (existing is not null && !Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing);
        }

        if (existing is null)
        {
            return full;
        }

        string resolved = "/";
        foreach (string part in existing.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            DirectoryInfo folder = new(Path.Combine(resolved, part));
            resolved = folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
        }

        return OperatingSystem.IsWindows() ? full : Path.TrimEndingDirectorySeparator(Path.Join(resolved, full[existing.Length..]));
    }
}
