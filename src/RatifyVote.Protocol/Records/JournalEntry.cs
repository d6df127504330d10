// The vote's own signed chain: everything the public must see that is no Belenios event. Ref: SPEC.md, "Journal"; secrecy design, notation.
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>The last event of one unit's board when an entry was written.</summary>
public sealed record BoardHead(string Uuid, int Height, RecordHash Hash);

/// <summary>Where a journal ends: what the next entry links to.</summary>
/// <param name="Number">n of the last entry.</param>
/// <param name="Hash">SHA-256 of its line.</param>
public readonly record struct JournalHead(int Number, RecordHash Hash);

/// <summary>One line of journal.jsonl.</summary>
/// <param name="Number">n, from 0.</param>
/// <param name="Previous">SHA-256 of the previous line's bytes; absent in the first entry.</param>
/// <param name="Heads">Heads of every unit that has a board, in the order of the terms.</param>
public sealed record JournalEntry(
    int Number, RecordHash? Previous, string Vote, DateTimeOffset At, ImmutableArray<BoardHead> Heads, JournalData Data, ReadOnlyMemory<byte> Signature)
{
    public string Type => Data.GetType().Name;

    /// <summary>The head that this entry makes.</summary>
    public JournalHead Head => new(Number, RecordHash.Of(Write()));

    /// <summary>Makes and signs the entry that follows <paramref name="previous"/> (null for the first).</summary>
    public static JournalEntry Append(
        JournalHead? previous, string vote, DateTimeOffset at, ImmutableArray<BoardHead> heads, JournalData data, ECDsa serviceKey)
    {
        JournalEntry unsigned = new(previous is { } p ? p.Number + 1 : 0, previous?.Hash, vote, UtcTime.ToWholeSeconds(at), heads, data, default);
        return unsigned with { Signature = ServiceKey.Sign(serviceKey, unsigned.TextToSign()) };
    }

    public bool VerifySignature(string servicePublicText) => ServiceKey.Verify(servicePublicText, TextToSign(), Signature.Span);

    /// <summary>The line's bytes, without the newline.</summary>
    public byte[] Write() => WriteUnsigned().Key("signature").Base64(Signature.Span).Close('}').ToUtf8();

    /// <summary>Reads one line, without its newline. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, [NotNullWhen(true)] out JournalEntry? entry, out RecordFault fault) =>
        CanonicalRecord.TryParse(line, Read, e => e.Write(), out entry, out fault);

    private string TextToSign() => "rv-journal|" + RecordHash.Of(WriteUnsigned().Close('}').ToUtf8());

    // Left open: the signature or the closing bracket follows.
    private CanonicalWriter WriteUnsigned()
    {
        CanonicalWriter writer = new CanonicalWriter().Open('{').Key("v").Number(1).Key("n").Number(Number);
        if (Previous is { } previous) writer.Key("prev").Hash(previous);
        writer.Key("vote").Text(Vote).Key("at").Time(At).Key("type").Text(Type).Key("heads").List(Heads, static (w, h) => w
            .Open('{').Key("uuid").Text(h.Uuid).Key("height").Number(h.Height).Key("hash").Hash(h.Hash).Close('}')).Key("data");
        JournalDataForms.Write(writer, Data);
        return writer;
    }

    private static JournalEntry Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        reader.Version(fields);
        JournalEntry entry = new(
            reader.Small(fields.Required("n")),
            fields.Optional("prev") is { } previous ? reader.Hash(previous) : null,
            reader.Uuid(fields.Required("vote")),
            reader.Time(fields.Required("at")),
            reader.List(fields.Required("heads"), h => ReadHead(reader, h)),
            JournalDataForms.Read(reader, reader.Text(fields.Required("type")), fields.Required("data")),
            reader.Base64(fields.Required("signature"), ServiceKey.SignatureBytes));
        fields.NoOthers();
        return entry;
    }

    private static BoardHead ReadHead(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        BoardHead head = new(reader.Uuid(fields.Required("uuid")), reader.Small(fields.Required("height")), reader.Hash(fields.Required("hash")));
        fields.NoOthers();
        return head;
    }
}

/// <summary>The file journal.jsonl: one entry a line, every line ended by a newline.</summary>
public static class JournalFile
{
    public static byte[] Write(IEnumerable<JournalEntry> entries)
    {
        using MemoryStream file = new();
        foreach (JournalEntry entry in entries)
        {
            file.Write(entry.Write());
            file.WriteByte((byte)'\n');
        }

        return file.ToArray();
    }

    /// <summary>Reads the file. On failure <paramref name="badLine"/> is the number of the first line that is wrong, from 0.
    /// Chain and signatures are not judged here. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> file, out ImmutableArray<JournalEntry> entries, out int badLine, out RecordFault fault)
    {
        ImmutableArray<JournalEntry>.Builder read = ImmutableArray.CreateBuilder<JournalEntry>();
        entries = [];
        fault = RecordFault.None;
        while (!file.IsEmpty)
        {
            badLine = read.Count;
            int end = file.IndexOf((byte)'\n');
            if (end < 0)
            {
                fault = RecordFault.NotCanonical;
                return false;
            }

            if (!JournalEntry.TryParse(file[..end], out JournalEntry? entry, out fault)) return false;
            read.Add(entry);
            file = file[(end + 1)..];
        }

        badLine = -1;
        entries = read.ToImmutable();
        return true;
    }
}
