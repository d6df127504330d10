using System.Collections.Immutable;
using System.Globalization;

namespace RatifyVote.Protocol.Json;

/// <summary>Takes typed values out of a <see cref="JsonValue"/>. The first fault sticks; after it every answer is a
/// harmless empty value, so that a record is read straight through and judged once, at its end.</summary>
public sealed class RecordReader
{
    /// <summary>The largest weight or count that is written as a JSON number; above it stands a decimal text.</summary>
    public const long LargestPlainCount = (1L << 30) - 1;

    private const int LongestBig = 620;

    public RecordFault Fault { get; private set; }

    public bool Ok => Fault is RecordFault.None;

    public void Fail(RecordFault fault)
    {
        if (Ok) Fault = fault;
    }

    /// <summary>The members of an object, to be taken one by one.</summary>
    public RecordFields Fields(JsonValue value)
    {
        Require(value, JsonKind.Object);
        return new RecordFields(this, value);
    }

    public ImmutableArray<T> List<T>(JsonValue value, Func<JsonValue, T> read)
    {
        if (!Require(value, JsonKind.Array)) return [];
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(value.Items.Count);
        foreach (JsonValue item in value.Items) items.Add(read(item));
        return items.MoveToImmutable();
    }

    /// <summary>A tuple written as an array of exactly that many items.</summary>
    public IReadOnlyList<JsonValue> Tuple(JsonValue value, int length)
    {
        if (Require(value, JsonKind.Array) && value.Items.Count == length) return value.Items;
        Fail(RecordFault.WrongType);
        return [.. Enumerable.Repeat(JsonValue.Nothing, length)];
    }

    public string Text(JsonValue value) => Require(value, JsonKind.Text) ? value.Text : "";

    /// <summary>The literal true, the only boolean that records write.</summary>
    public bool True(JsonValue value) => Require(value, JsonKind.True);

    /// <summary>A small integer: a JSON number without sign, leading zero, fraction or exponent.</summary>
    public int Small(JsonValue value, int least = 0, int most = int.MaxValue)
    {
        if (!Require(value, JsonKind.Number)) return least;
        if (!IsCanonicalDecimal(value.Text)) Fail(RecordFault.NumberNotCanonical);
        else if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n >= least && n <= most) return n;
        else Fail(RecordFault.NumberOutOfRange);
        return least;
    }

    /// <summary>A weight or a count: a JSON number up to 2^30-1, a decimal text above.</summary>
    public long Count(JsonValue value)
    {
        if (value.Kind is not (JsonKind.Number or JsonKind.Text))
        {
            Fail(RecordFault.WrongType);
            return 0;
        }

        if (!IsCanonicalDecimal(value.Text)) Fail(RecordFault.NumberNotCanonical);
        else if (!long.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long n)) Fail(RecordFault.NumberOutOfRange);
        else if (n <= LargestPlainCount != (value.Kind is JsonKind.Number)) Fail(RecordFault.NumberNotCanonical);
        else return n;
        return 0;
    }

    /// <summary>A big integer mod q: canonical decimal text. Its range is judged against the group where it is used.</summary>
    public string Big(JsonValue value)
    {
        string text = Text(value);
        if (Ok && !(text.Length <= LongestBig && IsCanonicalDecimal(text))) Fail(RecordFault.NumberNotCanonical);
        return text;
    }

    /// <summary>The text of a group element in either form: canonical decimal, or 64 lower-case hex digits. Membership is
    /// judged where it is used, because it costs an exponentiation.</summary>
    public string Element(JsonValue value)
    {
        string text = Text(value);
        if (Ok && !IsElementText(text)) Fail(RecordFault.NumberNotCanonical);
        return text;
    }

    /// <summary>A SHA-256 as 64 lower-case hex digits.</summary>
    public RecordHash Hash(JsonValue value)
    {
        if (RecordHash.TryParseHex(Text(value), out RecordHash hash)) return hash;
        Fail(RecordFault.TextNotCanonical);
        return default;
    }

    internal static bool IsElementText(string text) =>
        IsLowerHex(text) || (text.Length <= LongestBig && IsCanonicalDecimal(text));

    internal static bool IsCanonicalDecimal(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9') && (text.Length == 1 || text[0] != '0');

    private static bool IsLowerHex(string text) => text.Length == 64 && text.AsSpan().IndexOfAnyExcept(LowerHex) < 0;

    private static readonly System.Buffers.SearchValues<char> LowerHex = System.Buffers.SearchValues.Create("0123456789abcdef");

    private bool Require(JsonValue value, JsonKind kind)
    {
        if (Ok && value.Kind != kind) Fail(RecordFault.WrongType);
        return Ok;
    }
}

/// <summary>The members of one object: each is taken once, and <see cref="NoOthers"/> refuses what was not taken.</summary>
public sealed class RecordFields(RecordReader reader, JsonValue value)
{
    private int taken;

    public JsonValue Required(string key)
    {
        if (Optional(key) is { } found) return found;
        reader.Fail(RecordFault.MissingKey);
        return JsonValue.Nothing;
    }

    /// <summary>The member, or null where the key is absent (a member written as null is a fault of type, later).</summary>
    public JsonValue? Optional(string key)
    {
        foreach ((string name, JsonValue member) in value.Members)
        {
            if (name != key) continue;
            taken++;
            return member;
        }

        return null;
    }

    public void NoOthers()
    {
        if (taken != value.Members.Count) reader.Fail(RecordFault.UnknownKey);
    }
}
