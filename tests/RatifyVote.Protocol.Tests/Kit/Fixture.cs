using System.Globalization;
using System.Text;
using System.Text.Json;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>A whole election made with belenios-tool, taken apart by the simplest possible reader of its archive.</summary>
public sealed class Fixture
{
    private readonly string folder;
    private readonly Dictionary<string, byte[]> data = [];

    private Fixture(string name)
    {
        folder = Path.Combine(AppContext.BaseDirectory, "fixtures", "belenios", name);
        string setupHash = "";
        foreach ((string entry, byte[] body) in ReadTar(Directory.GetFiles(folder, "*.bel").Single()))
        {
            if (entry.EndsWith(".data.json", StringComparison.Ordinal)) data[entry[..64]] = body;
            if (!entry.EndsWith(".event.json", StringComparison.Ordinal)) continue;
            using JsonDocument e = JsonDocument.Parse(body);
            string type = e.RootElement.GetProperty("type").GetString()!;
            string payload = e.RootElement.TryGetProperty("payload", out JsonElement p) ? p.GetString()! : "";
            if (type == "Setup") setupHash = payload;
            if (type == "Ballot") BallotBytes.Add(data[payload]);
            if (type == "EncryptedTally") SizedBytes = data[payload];
            if (type == "PartialDecryption") OwnedBytes.Add(data[payload]);
            if (type == "Result") ResultBytes = data[payload];
        }

        using JsonDocument setup = JsonDocument.Parse(data[setupHash]);
        ElectionBytes = data[setup.RootElement.GetProperty("election").GetString()!];
        TrusteesBytes = data[setup.RootElement.GetProperty("trustees").GetString()!];
        CredentialsBytes = data[setup.RootElement.GetProperty("credentials").GetString()!];
    }

    public static IEnumerable<string> Names =>
        ["b2048-blank-nofn", "b2048-weights", "b2048-no-ballots", "v330-b2048-threshold-2of3", "v330-ed25519-blank-nofn", "v330-ed25519-threshold-2of3"];

    public static Fixture Open(string name) => new(name);

    public byte[] ElectionBytes { get; }
    public byte[] TrusteesBytes { get; }
    public byte[] CredentialsBytes { get; }
    public List<byte[]> BallotBytes { get; } = [];
    public byte[] SizedBytes { get; } = [];
    public List<byte[]> OwnedBytes { get; } = [];
    public byte[] ResultBytes { get; } = [];

    public Election Election => Election.TryParse(ElectionBytes, out Election? e, out RecordFault fault) ? e : throw new InvalidDataException(fault.Words());
    public TrusteeList Trustees => TrusteeList.TryParse(TrusteesBytes, out TrusteeList? t, out RecordFault fault) ? t : throw new InvalidDataException(fault.Words());
    public PublicCredentials Credentials =>
        PublicCredentials.TryParse(CredentialsBytes, out PublicCredentials? c, out RecordFault fault) ? c : throw new InvalidDataException(fault.Words());
    public SizedEncryptedTally Sized => SizedEncryptedTally.TryParse(SizedBytes, out SizedEncryptedTally? s, out RecordFault fault) ? s : throw new InvalidDataException(fault.Words());
    public ElectionResult Result => ElectionResult.TryParse(ResultBytes, out ElectionResult? r, out RecordFault fault) ? r : throw new InvalidDataException(fault.Words());
    public Group Group => Election.Group;

    public Ballot BallotAt(int i) => Ballot.TryParse(BallotBytes[i], out Ballot? b, out RecordFault fault) ? b : throw new InvalidDataException(fault.Words());

    public byte[] Record(RecordHash hash) => data[hash.ToHex()];

    public string Text(string file) => File.ReadAllText(Path.Combine(folder, file));

    /// <summary>Login and credential, in order of login.</summary>
    public string[] PrivateCredentials => [.. Text("private_creds.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[1])];

    private static IEnumerable<(string Name, byte[] Body)> ReadTar(string path)
    {
        byte[] tar = File.ReadAllBytes(path);
        for (int at = 0; at < tar.Length;)
        {
            string name = Encoding.ASCII.GetString(tar, at, 100).TrimEnd('\0');
            int size = Convert.ToInt32(Encoding.ASCII.GetString(tar, at + 124, 11), 8);
            yield return (name, tar[(at + 512)..(at + 512 + size)]);
            at += 512 + (size + 511) / 512 * 512;
        }
    }

    public override string ToString() => Path.GetFileName(folder).ToString(CultureInfo.InvariantCulture);
}
