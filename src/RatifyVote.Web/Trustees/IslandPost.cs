using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees.Ceremonies;

namespace RatifyVote.Web.Trustees;

/// <summary>How a trustee's islands post: one JSON object, with the cookie and the antiforgery token of the page.</summary>
internal static class IslandPost
{
    private const int LargestBody = 4 * 1024 * 1024;

    /// <summary>An endpoint that hands the object to <paramref name="take"/> with the vote of the route and the trustee's account.</summary>
    public static Delegate From(Func<string, Guid, JsonElement, IServiceProvider, CancellationToken, Task<IResult>> take) =>
        async Task<IResult> (string vote, HttpContext context, IAntiforgery antiforgery, CancellationToken ct) =>
        {
            if (CeremonyEndpoints.Refusal(context.User) is { } refused)
            {
                return IslandAnswer.Refuse(refused);
            }

            if (!await antiforgery.IsRequestValidAsync(context) || context.Request.ContentLength is null or > LargestBody)
            {
                return IslandAnswer.Refuse(IslandRefusal.Unreadable);
            }

            try
            {
                using JsonDocument document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: ct);
                return document.RootElement.ValueKind is JsonValueKind.Object
                    ? await take(vote, context.User.AccountId()!.Value, document.RootElement, context.RequestServices, ct)
                    : IslandAnswer.Refuse(IslandRefusal.Unreadable);
            }
            catch (JsonException)
            {
                return IslandAnswer.Refuse(IslandRefusal.Unreadable);
            }
        };
}
