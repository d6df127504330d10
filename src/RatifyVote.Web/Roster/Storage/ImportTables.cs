using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Roster.Storage;

/// <summary>An uploaded roster file between preview and application, encrypted; gone after either or after an hour.</summary>
internal sealed class StagedImportRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public Guid By { get; init; }
    public DateTimeOffset At { get; init; }
    public required byte[] Box { get; init; }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class StagedImportTable : IEntityTypeConfiguration<StagedImportRow>
{
    public void Configure(EntityTypeBuilder<StagedImportRow> builder)
    {
        builder.ToTable("StagedImports");
        builder.Property(import => import.Id).ValueGeneratedNever();
    }
}

/// <summary>A roster file that was applied. Its id is the staged import's, so applying twice is seen.</summary>
internal sealed class RosterImportRow
{
    public Guid Id { get; init; }
    public Guid By { get; init; }
    public DateTimeOffset At { get; init; }
    public required string FileHash { get; init; }
    public DateOnly StandingsFrom { get; init; }
    public required string Locals { get; init; }
    public int Lines { get; init; }
    public int MembersAdded { get; init; }
    public int MembershipsAdded { get; init; }
    public int Changed { get; init; }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class RosterImportTable : IEntityTypeConfiguration<RosterImportRow>
{
    public void Configure(EntityTypeBuilder<RosterImportRow> builder)
    {
        builder.ToTable("RosterImports");
        builder.Property(import => import.Id).ValueGeneratedNever();
        builder.Property(import => import.FileHash).HasMaxLength(64);
        builder.HasIndex(import => import.At);
    }
}
