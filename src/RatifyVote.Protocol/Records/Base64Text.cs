namespace RatifyVote.Protocol.Records;

/// <summary>Bytes as they stand in records: standard base64 alphabet, padding dropped, spare bits zero.</summary>
public static class Base64Text
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    /// <summary>Exactly what <see cref="Encode"/> writes, or false.</summary>
    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length % 4 == 1) return false;
        byte[] buffer = new byte[(text.Length * 3 / 4) + 3];
        string padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(padded, buffer, out int n)) return false;
        bytes = buffer[..n];
        if (Encode(bytes) == text) return true;
        bytes = [];
        return false;
    }
}
