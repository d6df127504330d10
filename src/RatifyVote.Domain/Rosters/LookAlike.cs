using System.Globalization;
using System.Text;

namespace RatifyVote.Domain.Rosters;

/// <summary>Tells texts that a reader would take for one another. The skeleton of a text is for comparing only and is
/// never shown. Ref: the method of Unicode UTS 39 section 4, with a basic set of Latin, Greek and Cyrillic letters.</summary>
public static class LookAlike
{
    // Lower-case Cyrillic, then Greek letters, each with the Latin letter it passes for. Written as code points, since the
    // letters themselves cannot be told apart in this file either.
    private static readonly Dictionary<char, char> Twins = Pairs(
        "\u0430a \u0432b \u0441c \u0501d \u0435e \u04BDe \u04CFl \u04BBh \u043Dh \u0456i \u0458j \u043Ak \u043Cm"
        + " \u043Fn \u043Eo \u0440p \u0455s \u0442t \u051Bq \u0433r \u0443y \u0445x \u0475v \u051Dw \u03B1a \u03B2b"
        + " \u03B5e \u03B7n \u03B9i \u03BAk \u03BDv \u03BFo \u03C1p \u03C4t \u03C5u \u03C7x \u03B3y \u03C9w \u03F3j");

    // Capitals first: some, such as Cyrillic En, pass for another letter than their lower case does.
    private static readonly Dictionary<char, char> CapitalTwins = Pairs(
        "\u0410A \u0412B \u0421C \u0415E \u041DH \u0406I \u0408J \u041AK \u041CM \u041EO \u0420P \u0405S \u0422T"
        + " \u0425X \u0423Y \u050CG \u051AQ \u051CW \u0391A \u0392B \u0395E \u0396Z \u0397H \u0399I \u039AK \u039CM"
        + " \u039DN \u039FO \u03A1P \u03A4T \u03A5Y \u03A7X");

    /// <summary>Two texts with equal skeletons look alike: compatibility forms, letter case, accents, blanks, invisible
    /// characters, twin letters, and the digits 0 and 1 beside o and l make no difference.</summary>
    public static string Skeleton(string text)
    {
        StringBuilder skeleton = new(text.Length);
        foreach (char original in Fold(text).Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(original) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control) continue;
            char seen = CapitalTwins.GetValueOrDefault(original, original);
            seen = char.ToLowerInvariant(seen);
            seen = Twins.GetValueOrDefault(seen, seen);
            skeleton.Append(seen switch
            {
                '0' => 'o',
                '1' or 'i' or '|' or '\u0131' => 'l',
                '`' or '\u2018' or '\u2019' or '\u02BC' => '\'',
                >= '\u2010' and <= '\u2015' => '-',
                _ => seen,
            });
        }
        return skeleton.ToString();
    }

    /// <summary>The text of a card number or e-mail address with digits and capitals that pass for letters evened out. Such texts are short
    /// and often differ by one letter on purpose, so i and l are not taken as alike.</summary>
    public static string AlikeInAscii(string text) => text.Replace('0', 'o').Replace('O', 'o').Replace('1', 'l').Replace('I', 'l');

    /// <summary>Compatibility composition (NFKC), outer blanks off, inner runs of blanks as one.</summary>
    public static string Fold(string text) => EvenBlanks(Normalized(text, NormalizationForm.FormKC));

    /// <summary>Composition (NFC), outer blanks off, inner runs of blanks as one: the same text, written one way.</summary>
    public static string Compose(string text) => EvenBlanks(Normalized(text, NormalizationForm.FormC));

    /// <summary>True when a character is there that no reader can see or that stands for a broken one: controls, invisible
    /// joiners and direction marks, halves of pairs, unassigned code points, the replacement character.</summary>
    public static bool HoldsUnprintable(string text) => text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    /// <summary>True when one word holds letters of more than one of Latin, Greek and Cyrillic.</summary>
    public static bool MixesAlphabets(string text) => text.Split(' ', '-', '\'').Any(word =>
        word.Select(AlphabetOf).Where(a => a is not Alphabet.Other).Distinct().Count() > 1);

    private enum Alphabet { Other, Latin, Greek, Cyrillic }

    private static Alphabet AlphabetOf(char c) => !char.IsLetter(c) ? Alphabet.Other : c switch
    {
        <= '\u024F' or (>= '\u1E00' and <= '\u1EFF') => Alphabet.Latin,
        (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') => Alphabet.Greek,
        >= '\u0400' and <= '\u052F' => Alphabet.Cyrillic,
        _ => Alphabet.Other,
    };

    private static string EvenBlanks(string text)
    {
        StringBuilder even = new(text.Length);
        foreach (char c in text)
        {
            if (!char.IsWhiteSpace(c)) even.Append(c);
            else if (even.Length > 0 && even[^1] != ' ') even.Append(' ');
        }
        if (even.Length > 0 && even[^1] == ' ') even.Length--;
        return even.ToString();
    }

    // Normalization throws on halves of surrogate pairs; as UTF-16 bytes they become the replacement character.
    private static string Normalized(string text, NormalizationForm form) =>
        Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)).Normalize(form);

    private static Dictionary<char, char> Pairs(string pairs) => pairs.Split(' ').ToDictionary(pair => pair[0], pair => pair[1]);
}
