using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Domain;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Administration.Storage;

/// <summary>One role of one account. Local 0 = the international (a local's number is never 0, and a key column cannot be null).</summary>
internal sealed class GrantRow
{
    public Guid AccountId { get; init; }
    public Role Role { get; init; }
    public int LocalOrZero { get; init; }

    public Grant Grant => new(Role, LocalOrZero == 0 ? null : new LocalNumber(LocalOrZero));

    public static GrantRow Of(Guid account, Grant grant) => new() { AccountId = account, Role = grant.Role, LocalOrZero = grant.Local?.Value ?? 0 };
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class GrantTable : IEntityTypeConfiguration<GrantRow>
{
    public void Configure(EntityTypeBuilder<GrantRow> builder)
    {
        builder.ToTable("Grants");
        builder.HasKey(row => new { row.AccountId, row.Role, row.LocalOrZero });
        builder.Property(row => row.Role).HasConversion<string>().HasMaxLength(40);
        builder.Property(row => row.LocalOrZero).HasColumnName("Local");
        builder.Ignore(row => row.Grant);
        builder.HasIndex(row => row.Role);
    }
}
