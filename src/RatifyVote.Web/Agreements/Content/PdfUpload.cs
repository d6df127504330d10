namespace RatifyVote.Web.Agreements.Content;

/// <summary>Why a document was not taken. Words: the texts "DocumentRefusal.*".</summary>
internal enum DocumentRefusal
{
    Empty,
    TooLarge,
    NotPdf,
    BadName,
    NameTaken,
}

internal static class PdfUpload
{
    /// <summary>The largest document taken, in bytes (20 MiB; the longest published memorandum has about 400 pages).</summary>
    public const int LargestBytes = 20 * 1024 * 1024;

    /// <summary>Null when name and bytes can be taken as a document. The type is read from the bytes, never from what the browser says.</summary>
    public static DocumentRefusal? WhyNot(string name, ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => DocumentRefusal.Empty,
        > LargestBytes => DocumentRefusal.TooLarge,
        _ when !bytes.StartsWith("%PDF-1."u8) && !bytes.StartsWith("%PDF-2."u8) => DocumentRefusal.NotPdf,
        _ when !IsPlainName(name) => DocumentRefusal.BadName,
        _ => null,
    };

    private static bool IsPlainName(string name) =>
        name.Length is > 4 and <= 80 && name.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) && name[0] is not ('.' or ' ')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '-' or '_' || (c > 127 && char.IsLetter(c)));
}
