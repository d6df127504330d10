using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Accounts.Storage;

[InDatabase(typeof(RatifyVoteDb))]
internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.Property(account => account.DisplayName).HasMaxLength(200);
        builder.HasIndex(account => account.MemberId).IsUnique();
    }
}
