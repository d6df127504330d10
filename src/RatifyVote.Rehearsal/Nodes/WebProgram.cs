namespace RatifyVote.Rehearsal.Nodes;

/// <summary>Where the built web host lies.</summary>
internal static class WebProgram
{
    private const string File = "RatifyVote.Web.dll";

    /// <summary>The web host of the same configuration in the same repository.</summary>
    /// <exception cref="RehearsalException">It is not built, or this program was taken out of the repository.</exception>
    public static string Find()
    {
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string framework = Path.GetFileName(here);
        string configuration = Path.GetFileName(Path.GetDirectoryName(here)!);
        for (string? folder = here; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, "RatifyVote.sln")))
            {
                string built = Path.Combine(folder, "src", "RatifyVote.Web", "bin", configuration, framework, File);
                return System.IO.File.Exists(built) ? built
                    : throw new RehearsalException($"{built} is not there: build src/RatifyVote.Web with configuration {configuration} first.");
            }
        }

        throw new RehearsalException($"No repository above {here}: start a node yourself and name it with --url.");
    }
}
