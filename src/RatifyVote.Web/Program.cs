using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification;
using RatifyVote.Web.Demo;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Notifications;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees;
using RatifyVote.Web.Votes;

DemoMode? demo = DemoMode.Of(args);
// The content root is where the program lies, not where it is called from: static files are found from any working directory.
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = demo is null ? args : args[1..], ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();

demo?.Configure(builder);
builder.AddShell();
builder.AddPersistence();
builder.AddKeyDirectory();
builder.AddAccounts();
builder.AddAdministration();
builder.AddAudit();
builder.AddScheduling();
builder.AddNotifications();
builder.AddRoster();
builder.AddAgreements();
builder.AddVotes();
builder.AddTrustees();
builder.AddBooth();
builder.AddCertification();
builder.AddDemo(demo);

WebApplication app = builder.Build();

app.UseShell();
app.MapAccounts();
app.MapAdministration();
app.MapAudit();
app.MapScheduling();
app.MapNotifications();
app.MapRoster();
app.MapAgreements();
app.MapVotes();
app.MapTrustees();
app.MapBooth();
app.MapCertification();
app.MapShell();

await app.PrepareDatabasesAsync();
await app.UseDemoAsync(demo);
await app.RunAsync();

public partial class Program;
