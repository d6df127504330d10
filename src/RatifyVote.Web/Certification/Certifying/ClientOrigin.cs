using System.Text.Json;

namespace RatifyVote.Web.Certification.Certifying;

/// <summary>Where a passkey was asked, by the browser's own word in the signed client data.</summary>
internal static class ClientOrigin
{
    /// <summary>True when the client data names exactly this site. Never throws on hostile bytes.</summary>
    public static bool IsOf(byte[] clientData, Uri site)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(clientData);
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("origin", out JsonElement origin) && origin.ValueKind is JsonValueKind.String
                && origin.GetString() == site.GetLeftPart(UriPartial.Authority);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
