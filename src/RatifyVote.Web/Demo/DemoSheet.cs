namespace RatifyVote.Web.Demo;

/// <summary>Somebody of the demonstration, with everything it takes to sign in as them.</summary>
/// <param name="Role">Key of the text that says who they are: <c>Demo.Role.*</c>.</param>
/// <param name="AppKey">Key of the authenticator app, base 32.</param>
internal sealed record DemoPerson(Guid Account, string Role, string Name, string SignInName, string AppKey);

/// <summary>A trustee's key file, in the booth's form.</summary>
internal sealed record DemoKeyFile(string Vote, int Owner, string TrusteeName, byte[] Content)
{
    public string FileName => $"ratifyvote-trustee-{Vote}-{Owner}.json";
}

/// <summary>What the sign-in sheet shows. In memory only, and only in the demonstration.</summary>
internal sealed class DemoSheet
{
    /// <summary>Everybody's password, and the passphrase of every key file.</summary>
    public const string Password = "walnut ledger harbour 7";

    public List<DemoPerson> People { get; } = [];

    public List<DemoKeyFile> KeyFiles { get; } = [];

    public string OpenVote { get; set; } = "";

    public string PublishedVote { get; set; } = "";
}
