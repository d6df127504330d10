using System.Diagnostics;
using RatifyVote.Protocol.Elections;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>belenios-tool as a judge: 2.0 from the path, 3.x from RV_BELENIOS3. A tool that cannot be had is a failed test.</summary>
public sealed class BeleniosTool : IDisposable
{
    private readonly string program;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rv-interop-");

    private BeleniosTool(string program) => this.program = program;

    public static BeleniosTool Release2() => new("belenios-tool");

    public static BeleniosTool Release3() => new(Environment.GetEnvironmentVariable("RV_BELENIOS3")
        ?? throw new InvalidOperationException("RV_BELENIOS3 must name a belenios-tool of release 3 (infra/test.sh unpacks one)."));

    public string Write(string file, byte[] content)
    {
        string path = Path.Combine(folder.FullName, file);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Puts the archive where the tool looks for it.</summary>
    public void Publish(Election election, byte[] archive) => Write(election.Uuid + ".bel", archive);

    public (int Exit, string Output, string Errors) Run(params string[] arguments)
    {
        ProcessStartInfo start = new(program, [.. arguments, "--dir", folder.FullName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Runs and demands success.</summary>
    public string Demand(params string[] arguments)
    {
        (int exit, string output, string errors) = Run(arguments);
        Assert.True(exit == 0, errors);
        return output;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
