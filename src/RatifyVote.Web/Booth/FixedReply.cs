using System.Text;

namespace RatifyVote.Web.Booth;

/// <summary>A JSON answer of a fixed size, so that its length says nothing (secrecy C-18): never cached, never compressed, with a stated length.</summary>
internal sealed class FixedReply(int status, string json, int size) : IResult
{
    public const int HandOutBytes = 4096;
    public const int CastBytes = 1024;
    public const int TrackerBytes = 512;

    private const string Tail = "\"}";

    /// <summary>The object with a last member "pad" of as many spaces as make it <paramref name="size"/> bytes.</summary>
    /// <param name="json">An object with at least one member.</param>
    /// <exception cref="ArgumentException">The object is larger than the size allows.</exception>
    public static byte[] Pad(string json, int size)
    {
        string head = json[..^1] + ",\"pad\":\"";
        int spaces = size - Encoding.UTF8.GetByteCount(head) - Tail.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(spaces, nameof(json));
        return Encoding.UTF8.GetBytes(head + new string(' ', spaces) + Tail);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        byte[] body = Pad(json, size);
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "60";
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
