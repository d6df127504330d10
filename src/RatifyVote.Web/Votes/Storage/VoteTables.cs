using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Votes.Storage;

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class VoteTable : IEntityTypeConfiguration<Vote>
{
    public const int UuidLength = 32;

    public void Configure(EntityTypeBuilder<Vote> builder)
    {
        builder.ToTable("Votes");
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).HasMaxLength(UuidLength);
        builder.Property(v => v.Union).HasMaxLength(200);
        builder.Property(v => v.Title).HasMaxLength(200);
        builder.Property(v => v.Kind).HasConversion<string>().HasMaxLength(30);
        builder.Property(v => v.Phase).HasConversion<string>().HasMaxLength(30).IsConcurrencyToken();
        builder.Property(v => v.Revision).IsConcurrencyToken();
        builder.Property(v => v.Help).HasMaxLength(500);
        builder.Property(v => v.VoidReason).HasMaxLength(2000);
        builder.Property(v => v.VoidAskedByName).HasMaxLength(200);
        builder.Property(v => v.VoidApprovedByName).HasMaxLength(200);
        builder.Property(v => v.SealAskedByName).HasMaxLength(200);
        builder.Property(v => v.CopiedFrom).HasMaxLength(UuidLength);
        builder.Ignore(v => v.SealStarted);
        builder.HasIndex(v => v.Phase);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class ContestTable : IEntityTypeConfiguration<Contest>
{
    public void Configure(EntityTypeBuilder<Contest> builder)
    {
        builder.ToTable("Contests");
        builder.HasKey(c => new { c.VoteId, c.Id });
        builder.Property(c => c.VoteId).HasMaxLength(VoteTable.UuidLength);
        builder.Property(c => c.Id).HasMaxLength(40);
        builder.Property(c => c.AgreementId).HasMaxLength(40);
        builder.Property(c => c.Question).HasMaxLength(1000);
        builder.Property(c => c.Yes).HasMaxLength(60);
        builder.Property(c => c.No).HasMaxLength(60);
        builder.Property(c => c.MeansYes).HasMaxLength(2000);
        builder.Property(c => c.MeansNo).HasMaxLength(2000);
        builder.Property(c => c.DelegateTableName).HasMaxLength(200);
        builder.Property(c => c.DelegateTableSource).HasMaxLength(1000);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class ContestUnitTable : IEntityTypeConfiguration<ContestUnit>
{
    public void Configure(EntityTypeBuilder<ContestUnit> builder)
    {
        builder.ToTable("ContestUnits");
        builder.HasKey(u => u.Uuid);
        builder.Property(u => u.Uuid).HasMaxLength(VoteTable.UuidLength);
        builder.Property(u => u.VoteId).HasMaxLength(VoteTable.UuidLength);
        builder.Property(u => u.ContestId).HasMaxLength(40);
        builder.Property(u => u.Name).HasMaxLength(200);
        builder.Property(u => u.DossierHash).HasMaxLength(64);
        builder.Property(u => u.Fingerprint).HasMaxLength(43);
        builder.Property(u => u.CredentialsHash).HasMaxLength(64);
        builder.HasIndex(u => new { u.VoteId, u.ContestId, u.Local }).IsUnique();
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class AssumptionConfirmationTable : IEntityTypeConfiguration<AssumptionConfirmation>
{
    public void Configure(EntityTypeBuilder<AssumptionConfirmation> builder)
    {
        builder.ToTable("AssumptionConfirmations");
        builder.HasKey(c => new { c.VoteId, c.ContestId, c.Account });
        builder.Property(c => c.VoteId).HasMaxLength(VoteTable.UuidLength);
        builder.Property(c => c.ContestId).HasMaxLength(40);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.RulesHash).HasMaxLength(64);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class VoteTrusteeTable : IEntityTypeConfiguration<VoteTrustee>
{
    public void Configure(EntityTypeBuilder<VoteTrustee> builder)
    {
        builder.ToTable("VoteTrustees");
        builder.HasKey(t => new { t.VoteId, t.Owner });
        builder.Property(t => t.VoteId).HasMaxLength(VoteTable.UuidLength);
        builder.Property(t => t.Name).HasMaxLength(200);
        builder.HasIndex(t => new { t.VoteId, t.Account }).IsUnique();
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class VoteCertifierTable : IEntityTypeConfiguration<VoteCertifier>
{
    public void Configure(EntityTypeBuilder<VoteCertifier> builder)
    {
        builder.ToTable("VoteCertifiers");
        builder.HasKey(c => new { c.VoteId, c.Ordinal });
        builder.Property(c => c.VoteId).HasMaxLength(VoteTable.UuidLength);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Office).HasMaxLength(200);
        builder.HasIndex(c => new { c.VoteId, c.Account }).IsUnique();
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class RollEntryTable : IEntityTypeConfiguration<RollEntry>
{
    public void Configure(EntityTypeBuilder<RollEntry> builder)
    {
        builder.ToTable("RollEntries");
        builder.HasKey(e => new { e.Uuid, e.I });
        builder.Property(e => e.Uuid).HasMaxLength(VoteTable.UuidLength);
        builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(10);
        builder.Property(e => e.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Record).HasMaxLength(2000);
        builder.Property(e => e.RSalt).HasMaxLength(32);
        // Not unique: a removed member may be given a spare.
        builder.HasIndex(e => new { e.Uuid, e.MemberId });
        builder.HasIndex(e => e.MemberId);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class RollExclusionTable : IEntityTypeConfiguration<RollExclusion>
{
    public void Configure(EntityTypeBuilder<RollExclusion> builder)
    {
        builder.ToTable("RollExclusions");
        builder.HasKey(e => new { e.Uuid, e.MemberId });
        builder.Property(e => e.Uuid).HasMaxLength(VoteTable.UuidLength);
        builder.Property(e => e.Reason).HasConversion<string>().HasMaxLength(40);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class JournalTable : IEntityTypeConfiguration<JournalRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> builder)
    {
        builder.ToTable("JournalLines");
        builder.HasKey(l => new { l.VoteId, l.N });
        builder.Property(l => l.VoteId).HasMaxLength(VoteTable.UuidLength);
        builder.Property(l => l.Type).HasMaxLength(30);
        builder.Property(l => l.OnceKey).HasMaxLength(80);
        builder.HasIndex(l => new { l.VoteId, l.Type, l.OnceKey }).IsUnique();
    }
}
