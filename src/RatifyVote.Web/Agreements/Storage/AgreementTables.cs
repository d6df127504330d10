using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Agreements.Storage;

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class AgreementTable : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> builder)
    {
        builder.ToTable("Agreements");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).HasMaxLength(40);
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.Employer).HasMaxLength(200);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class DossierTable : IEntityTypeConfiguration<Dossier>
{
    public void Configure(EntityTypeBuilder<Dossier> builder)
    {
        builder.ToTable("Dossiers");
        builder.HasKey(d => new { d.AgreementId, d.Local });
        builder.Property(d => d.AgreementId).HasMaxLength(40);
        builder.Property(d => d.Revision).IsConcurrencyToken();
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class DossierVersionTable : IEntityTypeConfiguration<DossierVersion>
{
    public void Configure(EntityTypeBuilder<DossierVersion> builder)
    {
        builder.ToTable("DossierVersions");
        builder.HasKey(v => new { v.AgreementId, v.Local, v.Version });
        builder.Property(v => v.AgreementId).HasMaxLength(40);
        builder.Property(v => v.Hash).HasMaxLength(64);
        builder.Property(v => v.WhatChanged).HasMaxLength(2000);
    }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class DossierDocumentTable : IEntityTypeConfiguration<DossierDocument>
{
    public void Configure(EntityTypeBuilder<DossierDocument> builder)
    {
        builder.ToTable("DossierDocuments");
        builder.HasKey(d => new { d.AgreementId, d.Local, d.Sha256 });
        builder.Property(d => d.AgreementId).HasMaxLength(40);
        builder.Property(d => d.Sha256).HasMaxLength(64);
    }
}
