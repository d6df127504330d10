using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Storage;

/// <summary>What is recorded of entry i of a unit's roll: one row for every i, spares included, all written by one statement in order of i (secrecy C-06).
/// No time, no credential, no ballot.</summary>
internal sealed class SignOffRow
{
    public required string Uuid { get; init; }
    public required int I { get; init; }
    public required SignOffState State { get; init; }
    public required byte[] SSalt { get; init; }
}

/// <summary>Root over the sign-off rows and the openings of every entry not recorded; public.</summary>
internal sealed class UnitOpenings
{
    public required string Uuid { get; init; }
    public required byte[] SignOffRoot { get; init; }

    /// <summary>openings/&lt;uuid&gt;.json.</summary>
    public required byte[] Openings { get; init; }
    public required int Recorded { get; init; }
    public required int NotRecorded { get; init; }
    public required int SetAside { get; init; }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class SignOffTable : IEntityTypeConfiguration<SignOffRow>
{
    public void Configure(EntityTypeBuilder<SignOffRow> builder)
    {
        builder.ToTable("SignOff");
        builder.HasKey(row => new { row.Uuid, row.I });
        builder.Property(row => row.Uuid).HasMaxLength(64);
        builder.Property(row => row.State).HasConversion<string>().HasMaxLength(12);
    }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class UnitOpeningsTable : IEntityTypeConfiguration<UnitOpenings>
{
    public void Configure(EntityTypeBuilder<UnitOpenings> builder)
    {
        builder.ToTable("Openings");
        builder.HasKey(openings => openings.Uuid);
        builder.Property(openings => openings.Uuid).HasMaxLength(64);
    }
}
