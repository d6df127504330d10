using System.Globalization;
using System.Text;

namespace RatifyVote.Protocol.Json;

/// <summary>Writes compact canonical JSON: no blanks, keys in the order given, UTF-8 unescaped; only the quote, the
/// backslash and control characters are escaped (belenios-format section 1). The result is what gets hashed, so the
/// framework's escaping writer cannot be used.</summary>
public sealed class CanonicalWriter
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StringBuilder text = new();
    private bool first = true;

    public CanonicalWriter Open(char bracket)
    {
        Separate();
        text.Append(bracket);
        first = true;
        return this;
    }

    public CanonicalWriter Close(char bracket)
    {
        text.Append(bracket);
        first = false;
        return this;
    }

    /// <summary>A key of our own vocabulary: never needs escaping.</summary>
    public CanonicalWriter Key(string key)
    {
        Separate();
        text.Append('"').Append(key).Append("\":");
        first = true;
        return this;
    }

    /// <summary>A key from elsewhere, escaped like any text.</summary>
    internal CanonicalWriter KeyOfAnyText(string key)
    {
        Text(key);
        text.Append(':');
        first = true;
        return this;
    }

    public CanonicalWriter Text(string value)
    {
        Separate();
        text.Append('"');
        AppendEscaped(value);
        text.Append('"');
        return this;
    }

    public CanonicalWriter Number(long value)
    {
        Separate();
        text.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    /// <summary>A weight or count: a number up to 2^30-1, a decimal text above.</summary>
    public CanonicalWriter Count(long value) => value <= RecordReader.LargestPlainCount
        ? Number(value)
        : Text(value.ToString(CultureInfo.InvariantCulture));

    public CanonicalWriter True()
    {
        Separate();
        text.Append("true");
        return this;
    }

    public CanonicalWriter Boolean(bool value)
    {
        Separate();
        text.Append(value ? "true" : "false");
        return this;
    }

    /// <summary>A value that is canonical JSON already.</summary>
    public CanonicalWriter Verbatim(string json)
    {
        Separate();
        text.Append(json);
        return this;
    }

    public CanonicalWriter Hash(RecordHash hash) => Text(hash.ToHex());

    public CanonicalWriter List<T>(IEnumerable<T> items, Action<CanonicalWriter, T> write)
    {
        Open('[');
        foreach (T item in items) write(this, item);
        return Close(']');
    }

    public override string ToString() => text.ToString();

    /// <summary>The bytes that are stored and hashed. Throws on text with half a surrogate pair: that is misuse.</summary>
    public byte[] ToUtf8() => StrictUtf8.GetBytes(text.ToString());

    private void Separate()
    {
        if (!first) text.Append(',');
        first = false;
    }

    private void AppendEscaped(string value)
    {
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
    }
}
