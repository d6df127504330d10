namespace RatifyVote.Web.Agreements.Content;

/// <summary>Why a document was not taken.</summary>
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

    public static string InWords(this DocumentRefusal refusal) => refusal switch
    {
        DocumentRefusal.Empty => "The file is empty. Choose it again.",
        DocumentRefusal.TooLarge => "The file is larger than 20 MB. Make it smaller or split it.",
        DocumentRefusal.NotPdf => "The file is not a PDF, whatever its name says. Save it as PDF first.",
        DocumentRefusal.BadName => "The file's name may hold letters, digits, blanks, dots, hyphens and underscores, must end in .pdf and have at most 80 characters.",
        DocumentRefusal.NameTaken => "The dossier already has a document of this name. Remove that one first, or rename this one.",
    };

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
