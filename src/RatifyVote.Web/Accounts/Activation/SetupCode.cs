using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Accounts.Activation;

public sealed record FirstAdministratorMade(Guid Account) : AuditEvent;

/// <summary>The code an empty installation prints on its console and asks at <c>/setup</c>. Kept in memory as a hash; a new one at each start, none once an
/// administrator has a passkey.</summary>
internal sealed class SetupCode(IServiceScopeFactory scopes, AttemptPace pace)
{
    private byte[]? hash;

    /// <summary>Prints the code when there is no administrator yet. Goes to the console itself, not to the log, which is kept.</summary>
    public async Task PrintIfEmptyAsync(Uri publicUrl, TextWriter console, CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        if (await HasAdministratorAsync(scope.ServiceProvider.GetRequiredService<RatifyVoteDb>(), scope.ServiceProvider.GetRequiredService<Grants>(), ct))
        {
            hash = null;
            return;
        }

        string code = ActivationCodes.New();
        hash = SHA256.HashData(Encoding.ASCII.GetBytes(ActivationCodes.Canonical(code)!));
        console.WriteLine();
        console.WriteLine("This installation has no administrator yet.");
        console.WriteLine($"Open {new Uri(publicUrl, "/setup")} and enter the setup code: {code}");
        console.WriteLine();
    }

    /// <summary>Makes the first administrator's account when the code is right; null otherwise, and always once there is an administrator.</summary>
    public async Task<Account?> UseAsync(HttpContext http, string code, string name, string email, CancellationToken ct)
    {
        RatifyVoteDb db = http.RequestServices.GetRequiredService<RatifyVoteDb>();
        Grants grants = http.RequestServices.GetRequiredService<Grants>();
        if (hash is null || !pace.Allows("setup", "", 20) || await HasAdministratorAsync(db, grants, ct))
        {
            return null;
        }

        if (ActivationCodes.Canonical(code) is not { } canonical || !CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.ASCII.GetBytes(canonical))))
        {
            pace.Failed(http, "setup", "");
            return null;
        }

        IssueActivation issue = http.RequestServices.GetRequiredService<IssueActivation>();
        Account made = issue.NewAccount(email, name, email, member: null);
        Account account = await db.Users.SingleOrDefaultAsync(one => one.NormalizedUserName == made.NormalizedUserName, ct) ?? made;
        if (account == made)
        {
            db.Add(account);
        }

        if (await grants.AddAsync(account.Id, new Grant(Role.Administrator, null), Actor.Console, ct))
        {
            AuditTrail.Append(db, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), Actor.Console, new FirstAdministratorMade(account.Id));
        }

        await db.SaveChangesAsync(ct);
        return account;
    }

    public bool IsOpen => hash is not null;

    private static async Task<bool> HasAdministratorAsync(RatifyVoteDb db, Grants grants, CancellationToken ct)
    {
        Guid[] administrators = [.. (await grants.HoldersAsync(Role.Administrator, ct)).Select(holder => holder.Account)];
        return await db.Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>>().AnyAsync(passkey => administrators.Contains(passkey.UserId), ct);
    }
}
