using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Trustees.Storage;

/// <summary>What a trustee signed to have seen of one unit. Never changed: a second, different one of the same trustee is refused.</summary>
internal sealed class AttestationRow
{
    public required string Uuid { get; init; }
    public required int Owner { get; init; }

    /// <summary>Exact bytes, canonical.</summary>
    public required byte[] Record { get; init; }
}

/// <summary>A trustee's partial decryption of one unit with its second proofs, verified before it came here. The board gets it in a step of its own.</summary>
internal sealed class DecryptionShareRow
{
    public required string Uuid { get; init; }
    public required int Owner { get; init; }
    public required byte[] PartialDecryption { get; init; }
    public required byte[] SecondProofs { get; init; }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class AttestationTable : IEntityTypeConfiguration<AttestationRow>
{
    public void Configure(EntityTypeBuilder<AttestationRow> builder)
    {
        builder.ToTable("TrusteeAttestations");
        builder.HasKey(row => new { row.Uuid, row.Owner });
        builder.Property(row => row.Uuid).HasMaxLength(30);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class DecryptionShareTable : IEntityTypeConfiguration<DecryptionShareRow>
{
    public void Configure(EntityTypeBuilder<DecryptionShareRow> builder)
    {
        builder.ToTable("TrusteeDecryptions");
        builder.HasKey(row => new { row.Uuid, row.Owner });
        builder.Property(row => row.Uuid).HasMaxLength(30);
    }
}
