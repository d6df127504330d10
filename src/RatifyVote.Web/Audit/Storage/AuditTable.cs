using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Audit.Storage;

/// <summary>One entry of the chain. Hash = SHA-256(previous hash || UTF-8 of <see cref="Content"/>).</summary>
internal sealed class AuditRow
{
    /// <summary>0, 1, 2 ... without a gap; negative while the row waits for its place.</summary>
    public long Height { get; set; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required string Name { get; init; }
    public required string Body { get; init; }
    public byte[] PreviousHash { get; set; } = [];
    public byte[] Hash { get; set; } = [];

    /// <summary>What is hashed. Height and time are numbers, actor and name hold no line break, and the body is last: no two rows share a text.</summary>
    public string Content => $"{Height}\n{At.UtcTicks}\n{Actor}\n{Name}\n{Body}";
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class AuditTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("AuditEvents");
        builder.HasKey(row => row.Height);
        builder.Property(row => row.Height).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(60);
        builder.Property(row => row.Name).HasMaxLength(80);
        builder.Ignore(row => row.Content);
        builder.HasIndex(row => row.Name);
    }
}
