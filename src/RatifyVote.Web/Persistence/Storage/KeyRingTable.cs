using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RatifyVote.Web.Persistence.Storage;

/// <summary>One element of the cookie key ring, encrypted before it gets here.</summary>
internal sealed class KeyRingRow
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public required string Xml { get; set; }
}

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class KeyRingTable : IEntityTypeConfiguration<KeyRingRow>
{
    public void Configure(EntityTypeBuilder<KeyRingRow> builder) => builder.ToTable("CookieKeyRing");
}
