using System.Collections.Immutable;
using System.Net;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>The vote's public journal, which tells how far the vote is.</summary>
internal sealed class Journal(HttpClient http, string vote)
{
    /// <summary>Whether such an entry is there, and its signature and place in the chain hold.</summary>
    public async Task<bool> HasAsync<TData>(CancellationToken ct) where TData : JournalData
    {
        using HttpResponseMessage answer = await http.GetAsync($"/votes/{vote}/journal.jsonl", ct);
        if (answer.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }

        answer.EnsureSuccessStatusCode();
        return JournalFile.TryParse(await answer.Content.ReadAsByteArrayAsync(ct), out ImmutableArray<JournalEntry> entries, out int badLine, out RecordFault fault)
            ? entries.Any(entry => entry.Data is TData)
            : throw new RehearsalException($"Line {badLine} of the journal cannot be read: {fault}.");
    }
}
