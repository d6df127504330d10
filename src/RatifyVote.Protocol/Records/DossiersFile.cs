using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>The hash of what a unit's members could read before the vote.</summary>
public sealed record DossierEntry(string Unit, RecordHash Hash);

/// <summary>The file dossiers.json.</summary>
public sealed record DossiersFile(ImmutableArray<DossierEntry> Dossiers)
{
    public byte[] Write() => new CanonicalWriter()
        .List(Dossiers, static (w, d) => w.Open('{').Key("unit").Text(d.Unit).Key("hash").Hash(d.Hash).Close('}')).ToUtf8();

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out DossiersFile? file, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, Read, f => f.Write(), out file, out fault);

    private static DossiersFile Read(RecordReader reader, JsonValue value) => new(reader.List(value, item =>
    {
        RecordFields fields = reader.Fields(item);
        DossierEntry entry = new(reader.Text(fields.Required("unit")), reader.Hash(fields.Required("hash")));
        fields.NoOthers();
        return entry;
    }));
}
