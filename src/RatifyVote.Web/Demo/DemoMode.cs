using System.Net;

namespace RatifyVote.Web.Demo;

/// <summary>The demonstration: <c>dotnet run --project src/RatifyVote.Web -- demo</c>. A union made anew at each start in a folder of its own, reachable
/// from this machine only. There is no setting that switches it on: only the first argument does.</summary>
internal sealed class DemoMode
{
    private const string DefaultUrl = "http://localhost:5080";
    private readonly string folder;

    private DemoMode(string folder) => this.folder = folder;

    /// <summary>Null unless the program was asked for the demonstration.</summary>
    public static DemoMode? Of(IReadOnlyList<string> args) =>
        args is ["demo", ..] ? new(Path.Combine(Path.GetTempPath(), $"ratifyvote-demo-{Environment.UserName}-{Environment.ProcessId}")) : null;

    /// <summary>Everything lies in the demonstration's own folder, whatever the configuration says, so that it never touches an installation.</summary>
    /// <exception cref="InvalidOperationException">It would listen on an address that other machines reach.</exception>
    public void Configure(WebApplicationBuilder builder)
    {
        string urls = builder.Configuration["Urls"] ?? DefaultUrl;
        Uri[] addresses = [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(RequireLoopback)];
        if (builder.Configuration.GetSection("Kestrel:Endpoints").Exists() || builder.Configuration["HTTP_PORTS"] is not null || builder.Configuration["HTTPS_PORTS"] is not null)
        {
            throw new InvalidOperationException("The demonstration listens on this machine only: take Kestrel:Endpoints and HTTP_PORTS out of the configuration.");
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(folder, "data"));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Urls"] = string.Join(';', addresses.Select(address => address.GetLeftPart(UriPartial.Authority))),
            ["Site:PublicUrl"] = addresses[0].GetLeftPart(UriPartial.Authority),
            ["Site:UnionName"] = "Demonstration Alliance",
            ["Site:HelpLine"] = "nobody: this is a demonstration",
            ["Database:Provider"] = "Sqlite",
            ["Database:RatifyVote"] = $"Data Source={Path.Combine(folder, "data", "ratifyvote.db")}",
            ["Database:BallotBox"] = $"Data Source={Path.Combine(folder, "data", "ballotbox.db")}",
            ["KeyDirectory:Path"] = Path.Combine(folder, "keys"),
            ["Mail:Folder"] = Path.Combine(folder, "mail"),
            ["Mail:ShowPage"] = "true",
            ["Publication:Path"] = Path.Combine(folder, "published"),
        });
        builder.Services.AddSingleton(this);
    }

    /// <summary>The demonstration ends with the program.</summary>
    public void Forget()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Uri RequireLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && (url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip)))
            ? url : throw new InvalidOperationException($"The demonstration listens on this machine only, not on {address}.");
}
