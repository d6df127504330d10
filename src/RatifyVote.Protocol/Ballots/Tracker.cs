using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Ballots;

/// <summary>The smart ballot tracker a voter keeps: SHA-256 of the whole ballot, shown as 43 characters of base64.</summary>
public readonly record struct Tracker(RecordHash Hash)
{
    public static Tracker Of(ReadOnlySpan<byte> ballot) => new(RecordHash.Of(ballot));

    /// <summary>Exactly the 43 characters of <see cref="ToString"/>, or false.</summary>
    public static bool TryParse(string text, out Tracker tracker)
    {
        bool good = RecordHash.TryParseBase64(text, out RecordHash hash);
        tracker = new Tracker(hash);
        return good;
    }

    public override string ToString() => Hash.ToBase64();
}
