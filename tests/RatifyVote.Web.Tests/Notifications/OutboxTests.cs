using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using RatifyVote.Web.Notifications;
using RatifyVote.Web.Notifications.Delivery;
using RatifyVote.Web.Notifications.Pages;
using RatifyVote.Web.Notifications.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Notifications;

public sealed class OutboxTests : IDisposable
{
    private static readonly Guid Vote = Guid.NewGuid();
    private readonly string folder = Directory.CreateTempSubdirectory("ratifyvote-mail-").FullName;
    private readonly TestClock clock = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private MailSettings Settings => new(folder, "votes@example.org", true);

    private static Mail To(Guid member, string subject = "Your vote") => new(member, "ana@example.org", MailKind.VoteOpen, Vote, subject, "Read, then vote.\nhttps://localhost/");

    private DeliverMail Delivery(RatifyVoteDb db) => new(db, Settings, SiteSettings.From(new ConfigurationBuilder().Build()), clock);

    [Theory, OnBothDatabases]
    public async Task The_same_mail_is_queued_once_however_often_its_use_case_runs(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        Guid ana = Guid.NewGuid(), ben = Guid.NewGuid();
        foreach (int expected in new[] { 2, 0 })
        {
            await using RatifyVoteDb db = databases.RatifyVote();
            Assert.Equal(expected, await Outbox.QueueAllAsync(db, MailKind.VoteOpen, Vote, [To(ana), To(ben), To(ana)], default));
            await db.SaveChangesAsync();
            Assert.False(await Outbox.QueueAsync(db, To(ana), default));
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_mail_becomes_one_file_and_its_row_keeps_the_day_and_no_body(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        await using (RatifyVoteDb db = databases.RatifyVote())
        {
            await Outbox.QueueAsync(db, To(Guid.NewGuid(), "Votación: el convenio de 2026 está abierto – léalo y vote antes del miércoles, por favor"), default);
            await db.SaveChangesAsync();
        }

        await using RatifyVoteDb later = databases.RatifyVote();
        Assert.Equal(1, await Delivery(later).RunAsync(default));
        Assert.Equal(0, await Delivery(later).RunAsync(default));
        OutboxRow row = await later.Set<OutboxRow>().SingleAsync();
        Assert.Equal((new DateOnly(2026, 3, 2), ""), (row.DeliveredOn!.Value, row.Body));
        MailLine read = Assert.Single(new MailFolder(Settings).Newest(10));
        Assert.Equal("Votación: el convenio de 2026 está abierto – léalo y vote antes del miércoles, por favor", read.Subject);
        Assert.Equal("Read, then vote.\r\nhttps://localhost/", read.Body);
        Assert.All(File.ReadAllLines(Directory.GetFiles(folder, "*.eml").Single()), line => Assert.True(line.Length <= 76, line));
    }
}
