using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>Reading our own records: only the canonical bytes are accepted, so that whatever is hashed, signed or shown
/// can be read in one way only.</summary>
internal static class CanonicalRecord
{
    /// <summary>Reads the value, writes it again and compares byte by byte. Never throws.</summary>
    public static bool TryParse<T>(
        ReadOnlySpan<byte> utf8, Func<RecordReader, JsonValue, T> read, Func<T, byte[]> write,
        [NotNullWhen(true)] out T? record, out RecordFault fault)
        where T : class
    {
        record = null;
        if (!JsonValue.TryParse(utf8, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        T typed = read(reader, value);
        if (reader.Ok && !utf8.SequenceEqual(write(typed))) reader.Fail(RecordFault.NotCanonical);
        fault = reader.Fault;
        record = reader.Ok ? typed : null;
        return reader.Ok;
    }

    public static void Version(this RecordReader reader, RecordFields fields) =>
        reader.Small(fields.Required("v"), least: 1, most: 1);

    public static string Uuid(this RecordReader reader, JsonValue value)
    {
        string uuid = reader.Text(value);
        if (reader.Ok && !ElectionUuid.IsWellFormed(uuid)) reader.Fail(RecordFault.TextNotCanonical);
        return uuid;
    }

    public static DateTimeOffset Time(this RecordReader reader, JsonValue value)
    {
        if (UtcTime.TryParse(reader.Text(value), out DateTimeOffset time)) return time;
        reader.Fail(RecordFault.TextNotCanonical);
        return default;
    }

    public static CanonicalWriter Time(this CanonicalWriter writer, DateTimeOffset time) => writer.Text(UtcTime.Format(time));

    /// <summary>Unpadded base64 of any bytes, or of exactly that many.</summary>
    public static byte[] Base64(this RecordReader reader, JsonValue value, int? length = null)
    {
        if (Base64Text.TryDecode(reader.Text(value), out byte[] bytes) && (length is null || bytes.Length == length)) return bytes;
        reader.Fail(RecordFault.TextNotCanonical);
        return [];
    }

    public static CanonicalWriter Base64(this CanonicalWriter writer, ReadOnlySpan<byte> bytes) => writer.Text(Base64Text.Encode(bytes));

    /// <summary>32 bytes as 64 lower-case hex digits: a salt.</summary>
    public static byte[] Salt(this RecordReader reader, JsonValue value) => reader.Hash(value).ToArray();

    public static CanonicalWriter Salt(this CanonicalWriter writer, ReadOnlySpan<byte> salt) => writer.Hash(RecordHash.FromBytes(salt));

    public static bool Boolean(this RecordReader reader, JsonValue value)
    {
        if (value.Kind is not (JsonKind.True or JsonKind.False)) reader.Fail(RecordFault.WrongType);
        return value.Kind is JsonKind.True;
    }

    /// <summary>One word of a closed set.</summary>
    public static T Word<T>(this RecordReader reader, JsonValue value, Func<T, string> words)
        where T : struct, Enum
    {
        string text = reader.Text(value);
        foreach (T candidate in Enum.GetValues<T>())
        {
            if (words(candidate) == text) return candidate;
        }

        reader.Fail(RecordFault.TextNotCanonical);
        return default;
    }

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
