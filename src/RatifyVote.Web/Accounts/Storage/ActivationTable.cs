using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Accounts.Storage;

/// <summary>A way into an account that is still to be used: by link (needs a second proof) or by letter (needs the card number and maybe more).
/// Only hashes are kept. A new one of the same kind replaces the old.</summary>
internal sealed class ActivationRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required Guid AccountId { get; init; }
    public required ActivationKind Kind { get; init; }

    /// <summary>SHA-256 of the link's 32 random bytes, or HMAC of the letter's 80-bit code.</summary>
    public required byte[] Hash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public int Failures { get; set; }
}

/// <summary>How a person shows who they are.</summary>
internal enum ActivationKind
{
    /// <summary>A link sent to the address on the roll; together with the roster secret, or with a code for people who are not on the rolls.</summary>
    Link = 1,
    /// <summary>A one-time code by letter or handed over in person.</summary>
    Code,
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class ActivationTable : IEntityTypeConfiguration<ActivationRow>
{
    public void Configure(EntityTypeBuilder<ActivationRow> builder)
    {
        builder.ToTable("Activations");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(10);
        builder.HasIndex(row => row.Hash).IsUnique();
        builder.HasIndex(row => new { row.AccountId, row.Kind }).IsUnique();
    }
}
