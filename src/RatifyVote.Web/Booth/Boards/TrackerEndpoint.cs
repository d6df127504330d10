using System.Text.Json;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Casting;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Booth.Boards;

/// <summary>POST /board/{uuid}/tracker: what the box knows of a tracker. Asked and answered in 512 bytes, without a cookie.</summary>
internal sealed class TrackerEndpoint(TrackerLookUp lookUp, AddressPace pace, SiteSettings site)
{
    public async Task<IResult> HandleAsync(string uuid, HttpContext http)
    {
        HttpRequest request = http.Request;
        if (request.Headers.Cookie.Count > 0 || !SameOrigin.Holds(request, site) || request.ContentLength is not PaddedBody.TrackerLookUp)
        {
            return Answer(StatusCodes.Status400BadRequest, "error", nameof(IslandRefusal.Unreadable));
        }

        if (!pace.Allows(http.Connection.RemoteIpAddress))
        {
            return Answer(StatusCodes.Status503ServiceUnavailable, "error", nameof(IslandRefusal.TryAgainLater));
        }

        byte[] body = new byte[PaddedBody.TrackerLookUp];
        await request.Body.ReadExactlyAsync(body, http.RequestAborted);
        if (!TryRead(body, out Tracker tracker))
        {
            return Answer(StatusCodes.Status400BadRequest, "error", nameof(IslandRefusal.Unreadable));
        }

        return await lookUp.RunAsync(uuid, tracker, http.RequestAborted) is { } state
            ? Answer(StatusCodes.Status200OK, "state", state.Word())
            : Answer(StatusCodes.Status400BadRequest, "error", nameof(IslandRefusal.Unreadable));
    }

    private static bool TryRead(ReadOnlySpan<byte> body, out Tracker tracker)
    {
        tracker = default;
        try
        {
            Utf8JsonReader reader = new(body);
            return JsonElement.TryParseValue(ref reader, out JsonElement? value) && value is { ValueKind: JsonValueKind.Object } fields
                && fields.TryGetProperty("tracker", out JsonElement text) && text.ValueKind is JsonValueKind.String && Tracker.TryParse(text.GetString()!, out tracker);
        }
        catch (Exception hostile) when (hostile is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static FixedReply Answer(int status, string key, string word) => new(status, PaddedBody.Write(PaddedBody.TrackerLookUp, writer => writer.Key(key).Text(word)));
}
