using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Trustees.Storage;

/// <summary>One key ceremony: one per vote, its key used for this vote only.</summary>
internal sealed class CeremonyRow
{
    public required string VoteId { get; init; }
    public required int Threshold { get; set; }
    public required int Size { get; set; }

    /// <summary>Counts the restarts, so that a message made for an earlier try does not slip into a later one.</summary>
    public int Attempt { get; set; }

    /// <summary>The trustees record, once every public key is in.</summary>
    public byte[]? TrusteesRecord { get; set; }

    public int? AbortedBy { get; set; }
    public int? AbortedOffender { get; set; }
    public string? AbortedReason { get; set; }
}

/// <summary>A trustee's place and what came from it. Everything here is public or encrypted to a trustee.</summary>
internal sealed class SeatRow
{
    public required string VoteId { get; init; }

    /// <summary>From 1.</summary>
    public required int Place { get; init; }
    public required Guid AccountId { get; init; }
    public required string Name { get; init; }
    public bool Accepted { get; set; }
    public byte[]? Cert { get; set; }
    public byte[]? Polynomial { get; set; }
    public byte[]? Output { get; set; }

    /// <summary>Given to this trustee when the record was put together; the key check answers it.</summary>
    public string? Nonce { get; set; }
    public DateTimeOffset? KeyCheckedAt { get; set; }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class CeremonyTable : IEntityTypeConfiguration<CeremonyRow>
{
    public void Configure(EntityTypeBuilder<CeremonyRow> builder)
    {
        builder.ToTable("KeyCeremonies");
        builder.HasKey(row => row.VoteId);
        builder.Property(row => row.VoteId).HasMaxLength(30);
        builder.Property(row => row.AbortedReason).HasMaxLength(40);
        builder.Property(row => row.TrusteesRecord).IsConcurrencyToken();
        builder.Property(row => row.Attempt).IsConcurrencyToken();
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class SeatTable : IEntityTypeConfiguration<SeatRow>
{
    public void Configure(EntityTypeBuilder<SeatRow> builder)
    {
        builder.ToTable("TrusteeSeats");
        builder.HasKey(row => new { row.VoteId, row.Place });
        builder.HasIndex(row => new { row.VoteId, row.AccountId }).IsUnique();
        builder.Property(row => row.VoteId).HasMaxLength(30);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.Nonce).HasMaxLength(64);

        // A message is stored where there was none: of two at once, one finds the row changed.
        builder.Property(row => row.Cert).IsConcurrencyToken();
        builder.Property(row => row.Polynomial).IsConcurrencyToken();
        builder.Property(row => row.Output).IsConcurrencyToken();
    }
}
