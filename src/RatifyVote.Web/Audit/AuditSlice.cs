using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Audit.Pages;
using RatifyVote.Web.Audit.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Audit;

public static class AuditSlice
{
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<AuditQuery>();
        builder.Services.AddScoped<CheckAuditChain>();
        builder.Services.AddNavigationLink("Audit.Link", "/audit", Capability.Observe, 320);
        return builder;
    }

    public static WebApplication MapAudit(this WebApplication app)
    {
        app.MapGet("/audit/events.jsonl", DownloadAsync).RequireCapability(Capability.Observe);
        return app;
    }

    /// <summary>Every entry with what its hash is made of, one JSON object a line, so that anybody can recompute the chain.</summary>
    private static async Task DownloadAsync(HttpContext http, RatifyVoteDb db)
    {
        http.Response.ContentType = "application/jsonl; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"events.jsonl\"";
        await foreach (AuditRow row in db.Set<AuditRow>().AsNoTracking().OrderBy(row => row.Height).AsAsyncEnumerable().WithCancellation(http.RequestAborted))
        {
            await http.Response.WriteAsync(JsonSerializer.Serialize(new
            {
                row.Height, Ticks = row.At.UtcTicks, row.Actor, row.Name, row.Body, Previous = Convert.ToHexStringLower(row.PreviousHash), Hash = Convert.ToHexStringLower(row.Hash),
            }) + "\n", http.RequestAborted);
        }
    }
}
