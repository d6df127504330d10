using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Notifications.Storage;

/// <summary>One mail. The id is random and delivery goes by its order, so neither rows nor files tell who was written to first.</summary>
internal sealed class OutboxRow
{
    public Guid Id { get; init; } = Guid.NewGuid();
    public required Guid Recipient { get; init; }
    public required MailKind Kind { get; init; }
    public required Guid About { get; init; }
    public required string Address { get; init; }
    public required string Subject { get; init; }
    /// <summary>Emptied when delivered: an activation link does not lie about.</summary>
    public required string Body { get; set; }
    /// <summary>The day it was delivered, never the hour (secrecy C-13).</summary>
    public DateOnly? DeliveredOn { get; set; }

    public static OutboxRow From(Mail mail) => new()
    {
        Recipient = mail.Recipient, Kind = mail.Kind, About = mail.About, Address = mail.Address, Subject = mail.Subject, Body = mail.Body,
    };
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("Outbox");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(40);
        builder.Property(row => row.Address).HasMaxLength(254);
        builder.Property(row => row.Subject).HasMaxLength(200);
        builder.HasIndex(row => new { row.Recipient, row.Kind, row.About }).IsUnique();
        builder.HasIndex(row => row.DeliveredOn);
    }
}
