using System.Text;

namespace RatifyVote.Verifier.Outcomes;

/// <summary>Small text files: valid UTF-8 of at most 32 MiB.</summary>
internal static class BoundedText
{
    private const long Longest = 32 << 20;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="IOException">The file cannot be opened or is too large.</exception>
    /// <exception cref="ArgumentException">Its bytes are no UTF-8.</exception>
    public static string Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > Longest) throw new IOException("The file is larger than 32 MiB.");
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        return Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart((char)0xFEFF);
    }
}
