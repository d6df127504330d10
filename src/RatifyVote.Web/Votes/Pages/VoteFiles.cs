using RatifyVote.Domain.Votes;

namespace RatifyVote.Web.Votes.Pages;

/// <summary>The sealed records of a vote for anyone, from the seal on.</summary>
internal static class VoteFiles
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/votes/{vote}/terms.json", (string vote, VoteQueries votes, CancellationToken ct) => ServeAsync(vote, votes, votes.TermsAsync, "application/json", ct)).AllowAnonymous();
        app.MapGet("/votes/{vote}/vote.json", (string vote, VoteQueries votes, CancellationToken ct) => ServeAsync(vote, votes, votes.VoteRecordAsync, "application/json", ct)).AllowAnonymous();
        app.MapGet("/votes/{vote}/journal.jsonl", (string vote, VoteQueries votes, Journal journal, CancellationToken ct) =>
            ServeAsync(vote, votes, async (id, token) => await journal.FileAsync(id, token), "application/jsonl", ct)).AllowAnonymous();
    }

    private static async Task<IResult> ServeAsync(string vote, VoteQueries votes, Func<string, CancellationToken, Task<byte[]?>> read, string type, CancellationToken ct) =>
        await votes.FindAsync(vote, ct) is { Phase: not VotePhase.Draft } && await read(vote, ct) is { } bytes ? TypedResults.Bytes(bytes, type) : TypedResults.NotFound();
}
