using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Scheduling.Storage;

/// <summary>The last run of one knock.</summary>
internal sealed class KnockRunRow
{
    public required string Name { get; init; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset EndedAt { get; set; }
    public string? Failure { get; set; }
    public long Runs { get; set; }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class KnockRunTable : IEntityTypeConfiguration<KnockRunRow>
{
    public void Configure(EntityTypeBuilder<KnockRunRow> builder)
    {
        builder.ToTable("KnockRuns");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(80);
        builder.Property(row => row.Failure).HasMaxLength(200);
    }
}
