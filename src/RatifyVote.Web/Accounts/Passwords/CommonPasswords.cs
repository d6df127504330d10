using System.Collections.Frozen;
using System.Text;

namespace RatifyVote.Web.Accounts.Passwords;

/// <summary>Passwords that guessers try first, as patterns: a common word with digits or signs around it or in place of letters, a run of the keyboard or
/// the alphabet, one piece repeated, a date. Patterns instead of a list of leaked passwords: they also catch next year's.</summary>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> Words = (
        "password passwort passw pass pwd admin administrator root user login welcome letmein master access secret changeme default guest test temp trustno " +
        "qwerty qwertz azerty asdf zxcvbn iloveyou ilove loveyou lovely love forever sunshine princess prince dragon monkey shadow football baseball basketball " +
        "soccer hockey superman batman spiderman starwars pokemon michael jennifer jordan ashley daniel jessica charlie thomas hunter buster george andrew matthew " +
        "robert joshua nicole hannah amanda samsung google facebook apple computer internet freedom whatever summer winter spring autumn january february march april " +
        "june july august september october november december monday tuesday wednesday thursday friday saturday sunday cheese cookie pepper ginger banana orange flower " +
        "butterfly purple silver golden diamond killer hello helloworld abc abcd abcdef mustang harley ferrari corvette porsche yankees lakers eagles cowboys " +
        "liverpool chelsea arsenal maggie bailey tigger jesus christ blessed angel heaven mother family friends money lucky magic matrix phoenix tiger lion " +
        "hollywood california canada toronto vancouver newyork losangeles union local vote voting ratify ratification ballot strike contract iatse member solidarity")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Runs =
    [
        "abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1qaz2wsx3edc4rfv5tgb", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfv",
    ];

    public static bool Holds(string password)
    {
        string lower = password.ToLowerInvariant();
        return IsRepeated(lower) || IsRun(lower) || IsWords(Letters(Plain(password))) || IsWords(Letters(lower)) || lower.All(c => char.IsAsciiDigit(c) || c is '-' or '/' or '.');
    }

    /// <summary>Small letters, with digits and signs that stand for letters read as those.</summary>
    public static string Plain(string text)
    {
        StringBuilder plain = new(text.Length);
        foreach (char c in text.ToLowerInvariant())
        {
            plain.Append(c switch { '0' => 'o', '1' or '!' or '|' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', '8' => 'b', _ => c });
        }

        return plain.ToString();
    }

    private static string Letters(string text) => new([.. text.Where(char.IsAsciiLetterLower)]);

    /// <summary>Nothing is left when common words are taken from the letters, or too little to matter.</summary>
    private static bool IsWords(string letters)
    {
        if (letters.Length == 0)
        {
            return false;
        }

        int[] left = new int[letters.Length + 1];
        for (int start = letters.Length - 1; start >= 0; start--)
        {
            left[start] = left[start + 1] + 1;
            for (int length = 3; start + length <= letters.Length && length <= 16; length++)
            {
                if (Words.Contains(letters.Substring(start, length)))
                {
                    left[start] = Math.Min(left[start], left[start + length]);
                }
            }
        }

        // Two or more words and a long text are a passphrase, not a common password.
        return left[0] <= 2 && letters.Length < 15;
    }

    private static bool IsRun(string text) => Runs.Any(run => Pieces(text, run) || Pieces(text, new([.. run.Reverse()])));

    private static bool Pieces(string text, string run)
    {
        // All of the text is made of pieces of the run at least four long.
        int at = 0;
        while (at < text.Length)
        {
            int length = Math.Min(run.Length, text.Length - at);
            while (length >= 4 && !run.Contains(text.Substring(at, length), StringComparison.Ordinal))
            {
                length--;
            }

            if (length < 4)
            {
                return text.Length - at <= 2 && at > 0;
            }

            at += length;
        }

        return true;
    }

    private static bool IsRepeated(string text)
    {
        for (int length = 1; length <= text.Length / 2; length++)
        {
            string piece = text[..length];
            if (Enumerable.Range(0, text.Length).All(index => text[index] == piece[index % length]))
            {
                return true;
            }
        }

        return text.Distinct().Count() <= 3;
    }
}
