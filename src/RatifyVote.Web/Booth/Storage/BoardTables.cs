using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Storage;

/// <summary>One event of a unit's board, as it stands in the archive.</summary>
internal sealed class BoardEventRow
{
    public required string Uuid { get; init; }
    public required int Height { get; init; }
    public required string Type { get; init; }

    /// <summary>SHA-256 that the event names, or null where it names none.</summary>
    public required byte[]? Payload { get; init; }

    /// <summary>SHA-256 of <see cref="Bytes"/>.</summary>
    public required byte[] Hash { get; init; }
    public required byte[] Bytes { get; init; }

    /// <summary>ser(C) of a Ballot event's ballot; null for other events.</summary>
    public required string? Credential { get; init; }
}

/// <summary>A data record of the archive: it stands just before the event at its height, at its place among several.</summary>
internal sealed class BoardRecordRow
{
    public required string Uuid { get; init; }
    public required int Height { get; init; }
    public required int Place { get; init; }
    public required byte[] Hash { get; init; }
    public required byte[] Bytes { get; init; }
}

/// <summary>SHA-256 of "alpha,beta" of every ciphertext on the board: a public set, asked by every cast.</summary>
internal sealed class BoardCiphertextRow
{
    public required string Uuid { get; init; }
    public required byte[] Hash { get; init; }

    public static RecordHash HashOf(Ciphertext ciphertext) => RecordHash.OfText($"{ciphertext.Alpha},{ciphertext.Beta}");
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class BoardEventTable : IEntityTypeConfiguration<BoardEventRow>
{
    public void Configure(EntityTypeBuilder<BoardEventRow> builder)
    {
        builder.ToTable("BoardEvents");
        builder.HasKey(happened => new { happened.Uuid, happened.Height });
        builder.HasIndex(happened => new { happened.Uuid, happened.Credential });
        builder.HasIndex(happened => new { happened.Uuid, happened.Payload });
        builder.Property(happened => happened.Uuid).HasMaxLength(64);
        builder.Property(happened => happened.Type).HasMaxLength(24);
    }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class BoardRecordTable : IEntityTypeConfiguration<BoardRecordRow>
{
    public void Configure(EntityTypeBuilder<BoardRecordRow> builder)
    {
        builder.ToTable("BoardRecords");
        builder.HasKey(record => new { record.Uuid, record.Height, record.Place });
        builder.Property(record => record.Uuid).HasMaxLength(64);
    }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class BoardCiphertextTable : IEntityTypeConfiguration<BoardCiphertextRow>
{
    public void Configure(EntityTypeBuilder<BoardCiphertextRow> builder)
    {
        builder.ToTable("BoardCiphertexts");
        builder.HasKey(ciphertext => new { ciphertext.Uuid, ciphertext.Hash });
        builder.Property(ciphertext => ciphertext.Uuid).HasMaxLength(64);
    }
}
