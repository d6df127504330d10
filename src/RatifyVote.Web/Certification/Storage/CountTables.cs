using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Certification.Storage;

/// <summary>The result of a vote, exactly as certifiers sign it. Written once.</summary>
internal sealed class ResultRow
{
    public required string VoteId { get; init; }
    public required byte[] Record { get; init; }
}

/// <summary>The evidence of one unit that result.json names by hash, kept as it was when the result was computed.</summary>
internal sealed class ResultEvidenceRow
{
    public required string Uuid { get; init; }
    public required string VoteId { get; init; }
    public required byte[] Attestations { get; init; }
    public required byte[] SecondProofs { get; init; }
}

/// <summary>What the verifier said before certifiers were asked.</summary>
internal sealed class CheckRunRow
{
    public required string VoteId { get; init; }
    public required bool Verified { get; init; }
    public required string LastLine { get; init; }

    /// <summary>One line a failed or unchecked check; empty when every one passed.</summary>
    public required string Problems { get; init; }
    public required int Checks { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>One of the people who agreed to exactly this list of set-asides.</summary>
internal sealed class CanvassConfirmationRow
{
    public required string VoteId { get; init; }
    public required Guid AccountId { get; init; }
    public required string Name { get; init; }
    public required string ListHash { get; init; }
}

/// <summary>A certifier's statement over the result's hash.</summary>
internal sealed class CertificateRow
{
    public required string VoteId { get; init; }

    /// <summary>Place in the order of signing, from 0, as in the terms.</summary>
    public required int Ordinal { get; init; }
    public required string Certifier { get; init; }
    public required string Name { get; init; }
    public required string Office { get; init; }
    public required bool Certifies { get; init; }

    /// <summary>The one certificate as a certificates file: exact bytes.</summary>
    public required byte[] Record { get; init; }
    public required DateTimeOffset At { get; init; }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class ResultTable : IEntityTypeConfiguration<ResultRow>
{
    public void Configure(EntityTypeBuilder<ResultRow> builder)
    {
        builder.ToTable("Results");
        builder.HasKey(row => row.VoteId);
        builder.Property(row => row.VoteId).HasMaxLength(64);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class ResultEvidenceTable : IEntityTypeConfiguration<ResultEvidenceRow>
{
    public void Configure(EntityTypeBuilder<ResultEvidenceRow> builder)
    {
        builder.ToTable("ResultEvidence");
        builder.HasKey(row => row.Uuid);
        builder.Property(row => row.Uuid).HasMaxLength(64);
        builder.Property(row => row.VoteId).HasMaxLength(64);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class CheckRunTable : IEntityTypeConfiguration<CheckRunRow>
{
    public void Configure(EntityTypeBuilder<CheckRunRow> builder)
    {
        builder.ToTable("ResultCheckRuns");
        builder.HasKey(row => row.VoteId);
        builder.Property(row => row.VoteId).HasMaxLength(64);
        builder.Property(row => row.LastLine).HasMaxLength(2000);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class CanvassConfirmationTable : IEntityTypeConfiguration<CanvassConfirmationRow>
{
    public void Configure(EntityTypeBuilder<CanvassConfirmationRow> builder)
    {
        builder.ToTable("CanvassConfirmations");
        builder.HasKey(row => new { row.VoteId, row.AccountId });
        builder.Property(row => row.VoteId).HasMaxLength(64);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.ListHash).HasMaxLength(64);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class CertificateTable : IEntityTypeConfiguration<CertificateRow>
{
    public void Configure(EntityTypeBuilder<CertificateRow> builder)
    {
        builder.ToTable("Certificates");
        builder.HasKey(row => new { row.VoteId, row.Ordinal });
        builder.Property(row => row.VoteId).HasMaxLength(64);
        builder.Property(row => row.Certifier).HasMaxLength(200);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.Office).HasMaxLength(200);
    }
}
