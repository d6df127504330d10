using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Rehearsal.People;

/// <summary>Posts ballots as the booth does: no cookie, one fixed size.</summary>
internal sealed class BallotPost(HttpClient http)
{
    private readonly string origin = http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <summary>The receipt, or the refusal's code.</summary>
    public Task<(Receipt? Receipt, string? Refused)> CastAsync(string uuid, byte[] ballot, CancellationToken ct) => SendAsync(uuid, PaddedBody.WriteCast(ballot), ct);

    /// <summary>Sends these bytes as they are.</summary>
    public async Task<(Receipt? Receipt, string? Refused)> SendAsync(string uuid, byte[] body, CancellationToken ct)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/cast/{uuid}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Origin", origin);
        using HttpResponseMessage answer = await http.SendAsync(request, ct);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync(ct);
        if (bytes.Length != PaddedBody.CastReply || JsonNode.Parse(bytes) is not { } reply)
        {
            throw new RehearsalException($"A cast was answered {(int)answer.StatusCode} with {bytes.Length} bytes.");
        }

        if (reply["refused"] is { } refused)
        {
            return (null, refused.GetValue<string>());
        }

        return Receipt.TryParse(Encoding.UTF8.GetBytes(reply["receipt"]!.ToJsonString(Plain)), out Receipt? receipt, out _)
            ? (receipt, null) : throw new RehearsalException("A receipt cannot be read.");
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
