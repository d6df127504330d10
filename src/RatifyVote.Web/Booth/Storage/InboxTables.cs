using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Storage;

// The sealed inbox (secrecy C-03): without the contest key a row says that something arrived, never what and never from whom.
// No time, no identity column; on SQLite WITHOUT ROWID (written by hand in the migration), so that not even a row number keeps the order of arrival.

/// <summary>A ballot that waits for the flush.</summary>
internal sealed class InboxRow
{
    /// <summary>128 random bits.</summary>
    public required byte[] Id { get; init; }
    public required string Uuid { get; init; }

    /// <summary>HMAC(k_tag, tracker).</summary>
    public required byte[] TagB { get; init; }

    /// <summary>HMAC(k_tag, ser(C)).</summary>
    public required byte[] TagC { get; init; }

    /// <summary>1, 2, ... among all ballots of the credential, those on the board included.</summary>
    public required int Seq { get; init; }

    /// <summary>AES-256-GCM(k_box, ballot padded).</summary>
    public required byte[] Box { get; init; }
}

/// <summary>A ciphertext that waits in the inbox: HMAC(k_tag, "ct|" alpha "," beta). Emptied by the flush.</summary>
internal sealed class InboxCiphertextRow
{
    public required string Uuid { get; init; }
    public required byte[] TagX { get; init; }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class InboxTable : IEntityTypeConfiguration<InboxRow>
{
    public void Configure(EntityTypeBuilder<InboxRow> builder)
    {
        builder.ToTable("Inbox");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => row.TagB).IsUnique();
        builder.HasIndex(row => new { row.TagC, row.Seq }).IsUnique();
        builder.HasIndex(row => row.Uuid);
        builder.Property(row => row.Uuid).HasMaxLength(64);
    }
}

[InDatabase(typeof(BallotBoxDb))]
internal sealed class InboxCiphertextTable : IEntityTypeConfiguration<InboxCiphertextRow>
{
    public void Configure(EntityTypeBuilder<InboxCiphertextRow> builder)
    {
        builder.ToTable("InboxCiphertexts");
        builder.HasKey(row => row.TagX);
        builder.HasIndex(row => row.Uuid);
        builder.Property(row => row.Uuid).HasMaxLength(64);
    }
}
