using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Boards;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Storage;

/// <summary>A unit in the ballot box: state, schedule in force, and the head of its board. Small, read by every cast.</summary>
internal sealed class BoxUnit
{
    public required string Uuid { get; init; }
    public required string VoteId { get; init; }
    public required string ContestId { get; init; }
    public required int Place { get; init; }
    public required UnitState State { get; set; }
    public required DateTimeOffset OpensAt { get; set; }
    public required DateTimeOffset ClosesAt { get; set; }
    public required int FlushSeconds { get; init; }
    public required int FlushNewCredentials { get; init; }
    public required bool FlushOnlyAtClose { get; init; }
    public required RevoteRule Revotes { get; init; }
    public required bool Practice { get; init; }
    public required int Members { get; init; }
    public required int Spares { get; init; }

    /// <summary>Timestamp of the archive, seconds since 1970.</summary>
    public required long ArchiveTime { get; init; }

    /// <summary>Last event of the board, which is the published one: nothing is appended outside a flush or a step after the close.</summary>
    public required int Height { get; set; }
    public required byte[] Head { get; set; }
    public required BoardState BoardState { get; set; }
    public required int Ballots { get; set; }

    /// <summary>When the board last moved by a flush; null before the first.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>The height up to which the journal has announced the board's ballots.</summary>
    public required int AnnouncedHeight { get; set; }

    /// <summary>Height of the last event before the canvass: later ballots are neutral ones.</summary>
    public int? ClosingHeight { get; set; }

    /// <summary>The vote is published: anybody may read the board to its last event.</summary>
    public bool ResultPublic { get; set; }
}

/// <summary>The sealed records of a unit. Written once.</summary>
internal sealed class UnitRecords
{
    public required string Uuid { get; init; }
    public required byte[] Election { get; init; }
    public required byte[] Trustees { get; init; }
    public required byte[] PublicCredentials { get; init; }

    /// <summary>32 bytes for each i, in order.</summary>
    public required byte[] LeafHashes { get; init; }
    public required byte[] RollHashes { get; init; }
}

/// <summary>How far a contest's key has come to its end. There is no state "lost": a key that is not there and was not destroyed by us is found missing when asked for.</summary>
internal enum ContestKeyState { Destroying, Destroyed }

/// <summary>Intention and end of a contest key. Written before the key directory is touched, so that a key whose file is gone is called destroyed only where destroying it was decided while it was there.</summary>
internal sealed class ContestKeyRow
{
    public required string VoteId { get; init; }
    public required string ContestId { get; init; }
    public required ContestKeyState State { get; set; }
    public DateTimeOffset? DestroyedAt { get; set; }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class BoxUnitTable : IEntityTypeConfiguration<BoxUnit>
{
    public void Configure(EntityTypeBuilder<BoxUnit> builder)
    {
        builder.ToTable("BoxUnits");
        builder.HasKey(unit => unit.Uuid);
        builder.HasIndex(unit => new { unit.VoteId, unit.Place }).IsUnique();
        builder.Property(unit => unit.Uuid).HasMaxLength(64);
        builder.Property(unit => unit.VoteId).HasMaxLength(64);
        builder.Property(unit => unit.ContestId).HasMaxLength(80);
        builder.Property(unit => unit.State).HasConversion<string>().HasMaxLength(12);
        builder.Property(unit => unit.BoardState).HasConversion<string>().HasMaxLength(16);
        builder.Property(unit => unit.Revotes).HasConversion<string>().HasMaxLength(6);
    }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class UnitRecordsTable : IEntityTypeConfiguration<UnitRecords>
{
    public void Configure(EntityTypeBuilder<UnitRecords> builder)
    {
        builder.ToTable("UnitRecords");
        builder.HasKey(records => records.Uuid);
        builder.Property(records => records.Uuid).HasMaxLength(64);
    }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class ContestKeyTable : IEntityTypeConfiguration<ContestKeyRow>
{
    public void Configure(EntityTypeBuilder<ContestKeyRow> builder)
    {
        builder.ToTable("ContestKeys");
        builder.HasKey(key => new { key.VoteId, key.ContestId });
        builder.Property(key => key.VoteId).HasMaxLength(64);
        builder.Property(key => key.ContestId).HasMaxLength(80);
        builder.Property(key => key.State).HasConversion<string>().HasMaxLength(12);
    }
}
