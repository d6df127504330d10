using System.Text;
using System.Text.Json;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>The body of a cast: {"ballot":S,"pad":S}, exactly 4,096 bytes, the pad all spaces.</summary>
internal static class CastEnvelope
{
    public const int Bytes = 4096;

    /// <summary>The ballot's exact text as UTF-8, or false. Never throws on hostile bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out byte[] ballot)
    {
        ballot = [];
        if (body.Length != Bytes)
        {
            return false;
        }

        try
        {
            Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = 2 });
            if (!Next(ref reader, JsonTokenType.StartObject) || !Key(ref reader, "ballot"u8) || !Next(ref reader, JsonTokenType.String))
            {
                return false;
            }

            ballot = Encoding.UTF8.GetBytes(reader.GetString()!);
            return Key(ref reader, "pad"u8) && Next(ref reader, JsonTokenType.String) && !reader.ValueSpan.ContainsAnyExcept((byte)' ')
                && Next(ref reader, JsonTokenType.EndObject) && !reader.Read();
        }
        catch (Exception hostile) when (hostile is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Next(ref Utf8JsonReader reader, JsonTokenType kind) => reader.Read() && reader.TokenType == kind;

    private static bool Key(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => Next(ref reader, JsonTokenType.PropertyName) && reader.ValueTextEquals(name);
}
