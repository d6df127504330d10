using System.Security.Cryptography;

namespace RatifyVote.Web.Booth;

/// <summary>An answer of one size, so that its length says nothing (secrecy C-18): never cached, never compressed, with a stated length.</summary>
/// <param name="body">Padded already.</param>
/// <param name="secret">The body is overwritten once it is sent.</param>
internal sealed class FixedReply(int status, byte[] body, bool secret = false) : IResult
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

        try
        {
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
        finally
        {
            if (secret)
            {
                CryptographicOperations.ZeroMemory(body);
            }
        }
    }
}
