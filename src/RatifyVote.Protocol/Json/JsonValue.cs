using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace RatifyVote.Protocol.Json;

/// <summary>The kinds of JSON value.</summary>
public enum JsonKind { Null, False, True, Number, Text, Array, Object }

/// <summary>One JSON value, read strictly: valid UTF-8, exactly one value, no comment, no trailing comma, no key twice,
/// no deeper than <see cref="MaxDepth"/>. Blanks and the order of keys are not judged here: a record that must be
/// canonical is written again from its typed form and compared byte by byte.</summary>
public sealed class JsonValue
{
    /// <summary>No record of the protocol is nested deeper than 8.</summary>
    public const int MaxDepth = 16;

    private const int KeysComparedOneByOne = 12;

    private JsonValue(JsonKind kind, string text = "", JsonValue[]? items = null, KeyValuePair<string, JsonValue>[]? members = null)
    {
        Kind = kind;
        Text = text;
        Items = items ?? [];
        Members = members ?? [];
    }

    /// <summary>What a reader hands on in place of a value that is not there.</summary>
    public static JsonValue Nothing { get; } = new(JsonKind.Null);

    public JsonKind Kind { get; }

    /// <summary>The characters of a text, or a number exactly as written; empty for every other kind.</summary>
    public string Text { get; }

    /// <summary>The items of an array; empty for every other kind.</summary>
    public IReadOnlyList<JsonValue> Items { get; }

    /// <summary>The members of an object in the order written; empty for every other kind.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonValue>> Members { get; }

    /// <summary>Reads the bytes as one value. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out JsonValue? value, out RecordFault fault)
    {
        value = null;
        if (!Utf8.IsValid(utf8))
        {
            fault = RecordFault.NotUtf8;
            return false;
        }

        fault = RecordFault.None;
        try
        {
            Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 8 });
            if (!reader.Read())
            {
                fault = RecordFault.NotJson;
                return false;
            }

            JsonValue? read = Read(ref reader, 1, ref fault);
            if (fault is RecordFault.None && reader.Read()) fault = RecordFault.NotJson;
            value = fault is RecordFault.None ? read : null;
        }
        catch (JsonException)
        {
            fault = RecordFault.NotJson;
        }
        catch (InvalidOperationException)
        {
            // A \u escape that is half of a surrogate pair: the reader passes it, its text cannot be had.
            fault = RecordFault.NotUtf8;
        }

        return value is not null;
    }

    /// <summary>The value in compact form: keys in the order read, numbers as written.</summary>
    public string ToCanonicalText()
    {
        CanonicalWriter writer = new();
        Write(writer, this);
        return writer.ToString();
    }

    private static void Write(CanonicalWriter writer, JsonValue value)
    {
        _ = value.Kind switch
        {
            JsonKind.Null => writer.Verbatim("null"),
            JsonKind.False => writer.Boolean(false),
            JsonKind.True => writer.Boolean(true),
            JsonKind.Number => writer.Verbatim(value.Text),
            JsonKind.Text => writer.Text(value.Text),
            JsonKind.Array => writer.List(value.Items, Write),
            JsonKind.Object => WriteObject(writer, value),
        };
    }

    private static CanonicalWriter WriteObject(CanonicalWriter writer, JsonValue value)
    {
        writer.Open('{');
        foreach ((string key, JsonValue member) in value.Members)
        {
            writer.KeyOfAnyText(key);
            Write(writer, member);
        }

        return writer.Close('}');
    }

    private static JsonValue? Read(ref Utf8JsonReader reader, int depth, ref RecordFault fault)
    {
        if (depth > MaxDepth)
        {
            fault = RecordFault.TooDeep;
            return null;
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, depth, ref fault),
            JsonTokenType.StartArray => ReadArray(ref reader, depth, ref fault),
            JsonTokenType.String => new JsonValue(JsonKind.Text, reader.GetString()!),
            JsonTokenType.Number => new JsonValue(JsonKind.Number, System.Text.Encoding.ASCII.GetString(reader.ValueSpan)),
            JsonTokenType.True => new JsonValue(JsonKind.True),
            JsonTokenType.False => new JsonValue(JsonKind.False),
            _ => Nothing,
        };
    }

    private static JsonValue? ReadArray(ref Utf8JsonReader reader, int depth, ref RecordFault fault)
    {
        List<JsonValue> items = [];
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (Read(ref reader, depth + 1, ref fault) is not { } item) return null;
            items.Add(item);
        }

        return new JsonValue(JsonKind.Array, items: [.. items]);
    }

    private static JsonValue? ReadObject(ref Utf8JsonReader reader, int depth, ref RecordFault fault)
    {
        List<KeyValuePair<string, JsonValue>> members = [];
        HashSet<string>? many = null;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            string key = reader.GetString()!;
            if (members.Count == KeysComparedOneByOne) many = [.. members.Select(m => m.Key)];
            bool known = many is not null ? !many.Add(key) : members.Exists(m => m.Key == key);
            if (known)
            {
                fault = RecordFault.DuplicateKey;
                return null;
            }

            reader.Read();
            if (Read(ref reader, depth + 1, ref fault) is not { } value) return null;
            members.Add(new(key, value));
        }

        return new JsonValue(JsonKind.Object, members: [.. members]);
    }
}
