using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Roster.Storage;

/// <summary>A chartered local.</summary>
internal sealed class LocalRow
{
    public LocalNumber Number { get; init; }
    public required string Name { get; set; }
}

/// <summary>A person on the rolls. The date of birth is kept only inside <see cref="Secret"/>.</summary>
internal sealed class MemberRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required string CardNumber { get; init; }
    public required string Name { get; set; }
    public string? Email { get; set; }

    /// <summary>Keyed hash of card number and date of birth (see <see cref="RosterSecrets"/>), or null when the roster gave none.</summary>
    public byte[]? Secret { get; set; }

    public List<MembershipRow> Memberships { get; } = [];
}

/// <summary>A member's membership in one local; at most one per member and local.</summary>
internal sealed class MembershipRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public Guid MemberId { get; init; }
    public LocalNumber Local { get; init; }
    public DateOnly Since { get; set; }
    public DateOnly? Until { get; set; }
    public List<StandingRow> Standings { get; } = [];
}

/// <summary>Standing from a day on, until the next row's day. A later row never changes what held on an earlier record date.</summary>
internal sealed class StandingRow
{
    public Guid MembershipId { get; init; }
    public DateOnly From { get; init; }
    public Standing Standing { get; set; }
}

internal sealed class LocalNumberConverter() : ValueConverter<LocalNumber, int>(local => local.Value, number => new LocalNumber(number));

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class LocalTable : IEntityTypeConfiguration<LocalRow>
{
    public void Configure(EntityTypeBuilder<LocalRow> builder)
    {
        builder.ToTable("Locals");
        builder.HasKey(local => local.Number);
        builder.Property(local => local.Number).HasConversion<LocalNumberConverter>().ValueGeneratedNever();
        builder.Property(local => local.Name).HasMaxLength(200);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class MemberTable : IEntityTypeConfiguration<MemberRow>
{
    public void Configure(EntityTypeBuilder<MemberRow> builder)
    {
        builder.ToTable("Members");
        builder.Property(member => member.Id).ValueGeneratedNever();
        builder.Property(member => member.CardNumber).HasMaxLength(20);
        builder.Property(member => member.Name).HasMaxLength(200);
        builder.Property(member => member.Email).HasMaxLength(254);
        builder.HasIndex(member => member.CardNumber).IsUnique();
        builder.HasIndex(member => member.Email);
        builder.HasMany(member => member.Memberships).WithOne().HasForeignKey(membership => membership.MemberId);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class MembershipTable : IEntityTypeConfiguration<MembershipRow>
{
    public void Configure(EntityTypeBuilder<MembershipRow> builder)
    {
        builder.ToTable("Memberships");
        builder.Property(membership => membership.Id).ValueGeneratedNever();
        builder.Property(membership => membership.Local).HasConversion<LocalNumberConverter>();
        builder.HasIndex(membership => new { membership.MemberId, membership.Local }).IsUnique();
        builder.HasIndex(membership => membership.Local);
        builder.HasOne<LocalRow>().WithMany().HasForeignKey(membership => membership.Local);
        builder.HasMany(membership => membership.Standings).WithOne().HasForeignKey(standing => standing.MembershipId);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class StandingTable : IEntityTypeConfiguration<StandingRow>
{
    public void Configure(EntityTypeBuilder<StandingRow> builder)
    {
        builder.ToTable("Standings");
        builder.HasKey(standing => new { standing.MembershipId, standing.From });
    }
}
