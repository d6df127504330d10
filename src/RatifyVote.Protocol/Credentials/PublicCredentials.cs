using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Credentials;

/// <summary>What is wrong with a list of public credentials (belenios-format section 10, check 6).</summary>
public enum CredentialsFinding
{
    NotChecked,
    Valid,
    NotInGroup,
    Identity,
    Repeated,
    NotSorted,
    TotalWeightTooLarge,
}

/// <summary>The public_credentials record: who may cast, and with what weight.</summary>
public sealed class PublicCredentials
{
    private readonly byte[] record;
    private readonly Dictionary<string, long> weights;

    private PublicCredentials(ImmutableArray<PublicCredential> entries, bool weighted, byte[] record)
    {
        Entries = entries;
        Weighted = weighted;
        this.record = record;
        Hash = RecordHash.Of(record);
        weights = new Dictionary<string, long>(entries.Length, StringComparer.Ordinal);
        foreach (PublicCredential entry in entries) weights[entry.Text] = entry.Weight;
    }

    public ImmutableArray<PublicCredential> Entries { get; }

    /// <summary>Whether every line carries a weight; otherwise every ballot counts once.</summary>
    public bool Weighted { get; }

    /// <summary>SHA-256 of the record; its base64 form is what belenios-tool prints to the credential authority.</summary>
    public RecordHash Hash { get; }

    /// <summary>The list of an election of ours: unweighted, sorted by value so that its order says nothing about the members.</summary>
    public static PublicCredentials Of(IEnumerable<string> credentials) =>
        OfSorted([.. credentials.Select(text => new PublicCredential(text, 1))], weighted: false);

    /// <summary>A list in which every credential has a weight, sorted by value.</summary>
    public static PublicCredentials OfWeighted(IEnumerable<PublicCredential> credentials) => OfSorted([.. credentials], weighted: true);

    /// <summary>Reads a list. Members, duplicates and order are judged by <see cref="Verify"/>. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out PublicCredentials? credentials, out RecordFault fault)
    {
        credentials = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        int weighted = 0;
        ImmutableArray<PublicCredential> entries = reader.List(value, item =>
        {
            if (!PublicCredential.TryParse(reader.Text(item), out PublicCredential entry, out bool hasWeight)) reader.Fail(RecordFault.TextNotCanonical);
            if (hasWeight) weighted++;
            return entry;
        });
        if (weighted != 0 && weighted != entries.Length) reader.Fail(RecordFault.TextNotCanonical);
        fault = reader.Fault;
        if (!reader.Ok) return false;
        credentials = new PublicCredentials(entries, weighted != 0, record.ToArray());
        return true;
    }

    public byte[] Write() => [.. record];

    /// <summary>The weight of a listed credential; false for any other text.</summary>
    public bool TryWeightOf(string credential, out long weight) => weights.TryGetValue(credential, out weight);

    /// <summary>The first thing wrong, or Valid. Costs one membership test per entry. Lists of other programs need not be sorted.</summary>
    public CredentialsFinding Verify(Group group, bool mustBeSorted)
    {
        if (weights.Count != Entries.Length) return CredentialsFinding.Repeated;
        long total = 0;
        for (int i = 0; i < Entries.Length; i++)
        {
            if (!group.TryDecode(Entries[i].Text, out Element element)) return CredentialsFinding.NotInGroup;
            if (group.IsIdentity(element)) return CredentialsFinding.Identity;
            if (mustBeSorted && i > 0 && PublicCredential.CompareByValue(Entries[i - 1], Entries[i]) >= 0) return CredentialsFinding.NotSorted;
            if (Entries[i].Weight > long.MaxValue - total) return CredentialsFinding.TotalWeightTooLarge;
            total += Entries[i].Weight;
        }

        return CredentialsFinding.Valid;
    }

    private static PublicCredentials OfSorted(List<PublicCredential> entries, bool weighted)
    {
        entries.Sort(PublicCredential.CompareByValue);
        CanonicalWriter writer = new();
        writer.List(entries, (w, entry) => w.Text(weighted
            ? string.Create(CultureInfo.InvariantCulture, $"{entry.Text},{entry.Weight}")
            : entry.Text));
        return new PublicCredentials([.. entries], weighted, writer.ToUtf8());
    }
}
