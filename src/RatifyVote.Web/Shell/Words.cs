using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace RatifyVote.Web.Shell;

/// <summary>Every text a person reads. Each slice keeps <c>Text/en.json</c> (flat object, keys "Screen.Name"), later <c>es.json</c> and
/// <c>fr-CA.json</c>; all slices' files of one language are one dictionary. A key missing in a language falls back to English;
/// a key missing in English is a bug and throws.</summary>
public sealed class Words : IStringLocalizer
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Texts = Load();

    /// <summary>The languages that have texts, of those the union speaks.</summary>
    public static readonly IReadOnlyList<CultureInfo> Languages =
        [.. new[] { "en", "es", "fr-CA" }.Where(Texts.ContainsKey).Select(CultureInfo.GetCultureInfo)];

    public LocalizedString this[string name] => new(name, Find(name) ?? throw new KeyNotFoundException($"No text named '{name}'."));

    public LocalizedString this[string name, params object[] arguments] =>
        new(name, string.Format(CultureInfo.CurrentCulture, this[name].Value, arguments));

    /// <summary>The text for a number of things: "<paramref name="name"/>.one" or "<paramref name="name"/>.other", with {0} = the number.</summary>
    public LocalizedString Count(string name, long number, params object[] more) =>
        this[number == 1 ? name + ".one" : name + ".other", [number, .. more]];

    /// <summary>A reason's words: the text "EnumName.Value". Reasons of Domain and Protocol bring English words; use the other overload for them.</summary>
    public string Of<T>(T reason) where T : struct, Enum => this[$"{typeof(T).Name}.{reason}"].Value;

    /// <summary>A reason's words in the reader's language, or the English ones it brought.</summary>
    public string Of<T>(T reason, string english) where T : struct, Enum => Find($"{typeof(T).Name}.{reason}") ?? english;

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => Texts["en"].Select(pair => this[pair.Key]);

    internal static IReadOnlyDictionary<string, string> In(string language) => Texts.TryGetValue(language, out var texts) ? texts : FrozenDictionary<string, string>.Empty;

    private static string? Find(string name)
    {
        for (CultureInfo culture = CultureInfo.CurrentUICulture; culture.Name.Length > 0; culture = culture.Parent)
        {
            if (Texts.TryGetValue(culture.Name, out FrozenDictionary<string, string>? texts) && texts.TryGetValue(name, out string? text))
            {
                return text;
            }
        }

        return Texts["en"].GetValueOrDefault(name);
    }

    private static FrozenDictionary<string, FrozenDictionary<string, string>> Load()
    {
        Assembly assembly = typeof(Words).Assembly;
        Dictionary<string, Dictionary<string, string>> all = [];
        foreach (string file in assembly.GetManifestResourceNames().Where(name => name.Contains("/Text/", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(file)!;
            Dictionary<string, string> texts = all.TryGetValue(Path.GetFileNameWithoutExtension(file), out var known) ? known : all[Path.GetFileNameWithoutExtension(file)] = [];
            foreach ((string key, string text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                if (!texts.TryAdd(key, text))
                {
                    throw new InvalidOperationException($"The text '{key}' is defined twice; the second is in {file}.");
                }
            }
        }

        return all.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
