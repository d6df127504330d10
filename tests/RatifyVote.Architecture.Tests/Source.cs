using System.Runtime.CompilerServices;

namespace RatifyVote.Architecture.Tests;

/// <summary>The source tree, read as text: what a rule about names and folders can be held against.</summary>
internal static class Source
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<SourceFile> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => endings.Any(e => path.EndsWith(e, StringComparison.Ordinal)))
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), path))
            .Where(file => !file.Name.Split('/').Any(part => part is "obj" or "bin" or "node_modules" or "Migrations"));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (DirectoryInfo? folder = new FileInfo(here).Directory; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "RatifyVote.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("RatifyVote.sln was not found above " + here);
    }
}

internal sealed record SourceFile(string Name, string FullPath)
{
    public string Text => File.ReadAllText(FullPath);
    public string[] Lines => File.ReadAllLines(FullPath);
}
