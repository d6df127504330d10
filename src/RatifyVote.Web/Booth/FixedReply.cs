namespace RatifyVote.Web.Booth;

/// <summary>An answer of one size, so that its length says nothing (secrecy C-18): never cached, never compressed, with a stated length.</summary>
/// <param name="body">Padded already.</param>
internal sealed class FixedReply(int status, byte[] body) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store, no-transform";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = "60";
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
