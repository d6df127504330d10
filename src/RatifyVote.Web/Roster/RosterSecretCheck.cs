using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;

namespace RatifyVote.Web.Roster;

/// <summary>Asks the roster whether somebody knows a member's card number and date of birth. Costs the same for every answer.</summary>
public sealed class RosterSecretCheck(RatifyVoteDb db, RosterSecrets secrets)
{
    private static readonly DateOnly Nobody = new(1900, 1, 1);

    public static string Canonical(string? cardNumber) => string.Concat((cardNumber ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    public async Task<bool> MatchesAsync(Guid member, string? cardNumber, DateOnly? born, CancellationToken ct)
    {
        var row = await db.Set<MemberRow>().AsNoTracking().Where(one => one.Id == member).Select(one => new { one.CardNumber, one.Secret }).SingleOrDefaultAsync(ct);
        string given = Canonical(cardNumber);
        bool matches = secrets.Matches(row?.Secret, given, born ?? Nobody);
        return matches && row is not null && born is not null && row.CardNumber == given;
    }
}
