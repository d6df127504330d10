using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;

namespace RatifyVote.Web.Roster.Importing;

/// <summary>One clean line between upload and application. Dates of birth are hashed before anything is stored.</summary>
internal sealed record StagedLine(
    int Row, string Card, string Name, string Email, LocalNumber Local, Standing Standing, byte[]? Secret, DateOnly? Since, DateOnly? Until)
{
    /// <summary>Known during the upload only; never stored.</summary>
    [JsonIgnore]
    public DateOnly? Born { get; init; }
}

/// <summary>A clean file that waits to be applied.</summary>
/// <param name="From">The day from which its standings hold.</param>
/// <param name="FileHash">SHA-256 of the file.</param>
internal sealed record StagedImport(DateOnly From, byte[] FileHash, IReadOnlyList<StagedLine> Lines);

/// <summary>Keeps staged imports encrypted, each for the person who uploaded it and for at most an hour.</summary>
internal sealed class StagedImports(RatifyVoteDb db, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly JsonSerializerOptions Json = new() { Converters = { new LocalNumberJson() } };
    private readonly IDataProtector box = protection.CreateProtector("RatifyVote.Roster.StagedImport");

    /// <summary>Adds it to what the next SaveChangesAsync commits.</summary>
    public Guid Add(StagedImport import, Guid by)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(zip, import, Json);
        }

        StagedImportRow row = new() { By = by, At = clock.GetUtcNow(), Box = box.Protect(packed.ToArray()) };
        db.Add(row);
        return row.Id;
    }

    /// <summary>Null when there is none of this id by this person, or its hour is over.</summary>
    public async Task<StagedImport?> FindAsync(Guid id, Guid by, CancellationToken ct)
    {
        DateTimeOffset oldest = clock.GetUtcNow() - Kept;
        byte[]? found = await db.Set<StagedImportRow>().Where(row => row.Id == id && row.By == by && row.At > oldest).Select(row => row.Box).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        await using GZipStream zip = new(new MemoryStream(box.Unprotect(found)), CompressionMode.Decompress);
        return await JsonSerializer.DeserializeAsync<StagedImport>(zip, Json, ct);
    }

    /// <summary>False when it was taken away before: whoever deletes the row is the one who applies it.</summary>
    public async Task<bool> TakeAwayAsync(Guid id, Guid by, CancellationToken ct) =>
        await db.Set<StagedImportRow>().Where(row => row.Id == id && row.By == by).ExecuteDeleteAsync(ct) == 1;

    /// <summary>Deletes what is older than an hour. No lock: repeating it changes nothing.</summary>
    public Task<int> ExpireAsync(CancellationToken ct)
    {
        DateTimeOffset oldest = clock.GetUtcNow() - Kept;
        return db.Set<StagedImportRow>().Where(row => row.At <= oldest).ExecuteDeleteAsync(ct);
    }

    private sealed class LocalNumberJson : JsonConverter<LocalNumber>
    {
        public override LocalNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, LocalNumber value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}
