using System.Text;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tests.Kit;
using static RatifyVote.Protocol.Tests.Tamper.Tampering;

namespace RatifyVote.Protocol.Tests.Tamper;

/// <summary>Checks A: the archive's bytes and the chain of events.</summary>
internal static class ArchiveTamperings
{
    private const int EntryBlock = TarHeader.Block;

    public static IEnumerable<Tampering> All =>
    [
        Of("two empty blocks end the archive", "A01", f => f.Archive = bytes => [.. bytes, .. new byte[1024]]),
        Of("text follows the last entry", "A01", f => f.Archive = bytes => [.. bytes, .. new byte[511], 65]),
        Of("the last byte is missing", "A01", f => f.Archive = bytes => bytes[..^1]),
        Of("the archive stops within a record", "A01", f => f.Archive = bytes => bytes[..(bytes.Length - 700)]),
        Of("something is hidden in the padding", "A01", f => f.Archive = bytes => Changed(bytes, EntryBlock + 100, 1)),
        Of("a header carries the ustar mark", "A01", f => f.Archive = bytes => Rechecked(bytes, 257, (byte)'u')),
        Of("a header has another mode", "A01", f => f.Archive = bytes => Rechecked(bytes, 105, (byte)'5')),
        Of("a checksum is wrong", "A01", f => f.Archive = bytes => Changed(bytes, 153, 1)),
        Of("an entry has another suffix", "A01", f => f.Entries = e => e[1] = e[1] with { Name = e[1].Name.Replace("data", "date") }),
        Of("a name is in upper case", "A01", f => f.Entries = e => e[1] = e[1] with { Name = e[1].Name[..64].ToUpperInvariant() + ".data.json" }),
        Of("the archive's header is missing", "A02", f => f.Entries = e => e.RemoveAt(0)),
        Of("the archive's time is a number", "A02", f => f.Entries = e => e[0] = e[0] with { Body = """{"version":1,"timestamp":1795321448}"""u8.ToArray() }),
        Of("the archive has version 2", "A02", f => f.Entries = e => e[0] = e[0] with { Body = """{"version":2,"timestamp":"1795321448"}"""u8.ToArray() }),
        Of("an entry has another time", "A02", f => f.Entries = e => e[7] = e[7] with { Time = e[7].Time + 1 }),
        Of("a record goes by another name", "A03", f => f.Entries = e => e[1] = e[1] with { Name = e[2].Name }),
        Of("a ballot is exchanged under its old name", "A03", f => f.Entries = e => e[6] = e[6] with { Body = e[8].Body }),
        Of("an event has a blank in it", "A04", f => f.EventText = (height, text) => height == 2 ? text.Replace(",", ", ") : text),
        Of("an event has a key of its own", "A04", f => f.EventText = (height, text) => height == 2 ? text.Replace("}", ",\"note\":1}") : text),
        Of("EndBallots has a payload of null", "A04", f => f.EventText = (_, text) => text.Replace("\"EndBallots\"", "\"EndBallots\",\"payload\":null")),
        Of("an event's keys are in another order", "A04", f => f.EventText = (height, text) => height == 1 ? Reordered(text) : text),
        Of("an event is of a type that homomorphic elections do not have", "A04", f => f.Steps = s => s.Insert(7, new ForgedStep("Shuffle", [[1]]))),
        Of("an event names another parent", "A05", f => f.EventText = (height, text) => height == 3 ? text.Replace(Parent(text), RecordHash.OfText("x").ToHex()) : text),
        Of("a height is left out", "A05", f => f.EventText = (height, text) => height < 4 ? text : text.Replace($"\"height\":{height}", $"\"height\":{height + 1}")),
        Of("a ballot is taken out of the chain", "A05", f => f.Entries = e => e.RemoveRange(8, 2)),
        Of("the first event has a parent", "A05", f => f.EventText = (height, text) => height == 0 ? text.Replace("{", $"{{\"parent\":\"{RecordHash.OfText("x")}\",") : text),
        Of("ballots are hidden before an earlier EndBallots", "A06", f => f.Steps = s => s.Insert(3, new ForgedStep("EndBallots", []))),
        Of("there is a second setup", "A06", f => f.Steps = s => s.Insert(2, s[0])),
        Of("there is a second result", "A06", f => f.Steps = s => s.Add(s[^1])),
        Of("there is no EndBallots", "A06", f => f.Steps = s => s.RemoveAll(x => x.Type == "EndBallots")),
        Of("there is no tally", "A06", f => f.Steps = s => s.RemoveAll(x => x.Type == "EncryptedTally")),
        Of("a ballot follows the tally", "A06", f => f.Steps = s => s.Insert(s.FindIndex(x => x.Type == "EncryptedTally") + 1, s[1])),
        Of("there is a second tally", "A06", f => f.Steps = s => s.Insert(s.FindIndex(x => x.Type == "EncryptedTally"), s.Find(x => x.Type == "EncryptedTally")!)),
        Of("a decryption follows the result", "A06", f => f.Steps = s => s.Add(s.Find(x => x.Type == "PartialDecryption")!)),
        Of("a result without decryptions", "A06", f => f.Steps = s => s.RemoveAll(x => x.Type == "PartialDecryption")),
        Of("ballots before the setup", "A06", f => f.Steps = s => (s[0], s[1]) = (s[1], s[0])),
        Of("a record belongs to no event", "A07", f => f.Steps = s => s[2].Records.Insert(0, "[]"u8.ToArray())),
        Of("records of the tally stand in the other order", "A07", f => f.Steps = s => s.Find(x => x.Type == "EncryptedTally")!.Records.Reverse()),
        Of("the trustees record is missing", "A07", f => f.Steps = s => s[0].Records.RemoveAt(1)),
        Of("EndBallots has a payload", "A07", f => f.Steps = s => s[6] = s[6] with { Payload = RecordHash.OfText("x") }),
        Of("a ballot event has no payload", "A07", f => f.Steps = s => s[2] = s[2] with { Payload = null }),
        Of("a ballot event names a ballot that is not there", "A07", f => f.Steps = s => s[2].Records.Clear()),
        Of("records follow the last event", "A07", f => f.Entries = e => e.Add(new ForgedEntry(RecordHash.Of("[]"u8) + ".data.json", "[]"u8.ToArray(), e[0].Time))),
    ];

    private static byte[] Changed(byte[] bytes, int at, byte by)
    {
        bytes[at] += by;
        return bytes;
    }

    // With the checksum of the first header made right again.
    private static byte[] Rechecked(byte[] bytes, int at, byte value)
    {
        bytes[at] = value;
        Span<byte> checksum = bytes.AsSpan(148, 8);
        checksum.Fill((byte)' ');
        int sum = 0;
        foreach (byte b in bytes.AsSpan(0, EntryBlock)) sum += b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0')).CopyTo(checksum);
        checksum[6] = 0;
        return bytes;
    }

    private static string Parent(string text) => text["{\"parent\":\"".Length..][..64];

    private static string Reordered(string text)
    {
        string parent = $"\"parent\":\"{Parent(text)}\"";
        return text.Replace(parent + ",", "").Replace("}", $",{parent}}}");
    }
}
