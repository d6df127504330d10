using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth.HandingOut;

/// <summary>What becomes of a request for one's credential.</summary>
internal abstract record HandOutOutcome
{
    private HandOutOutcome() { }

    /// <param name="Body">The padded reply; holds the private credential, so it is sent and forgotten.</param>
    public sealed record Given(byte[] Body) : HandOutOutcome
    {
        public override string ToString() => "Given(redacted)";
    }

    public sealed record Refused(HandOutRefusal Why) : HandOutOutcome;
}

/// <summary>Gives a member its own private credential, derived anew from the contest's key (secrecy section 1, point 7). Under the unit's shared lock; writes nothing, anywhere:
/// no row, no audit event, no log line. It may be asked for again until the close.</summary>
internal sealed class HandOutCredential(BallotBoxDb db, SealedUnits units, VoteQueries votes, UnitSecrets secrets, DatabaseClock clock)
{
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    /// <param name="signedInAt">When this session's person proved who they are.</param>
    public async Task<HandOutOutcome> RunAsync(string uuid, Guid member, DateTimeOffset signedInAt, CancellationToken ct)
    {
        if (await units.FindAsync(uuid, ct) is not { } unit || await votes.RollEntryOfAsync(uuid, member, ct) is not { } entry)
        {
            return new HandOutOutcome.Refused(HandOutRefusal.NotOnRoll);
        }

        await using IDbContextTransaction transaction = await UnitLock.SharedAsync(db, "unit", uuid, ct);
        BoxUnit box = await db.Set<BoxUnit>().AsNoTracking().SingleAsync(row => row.Uuid == uuid, ct);
        DateTimeOffset now = await clock.NowAsync(db, ct);
        if (now - signedInAt >= FreshFor)
        {
            return new HandOutOutcome.Refused(HandOutRefusal.SignInAgain);
        }

        if (entry.Status is RollStatus.Removed)
        {
            return new HandOutOutcome.Refused(HandOutRefusal.Removed);
        }

        return Polls.WhyShut(box, now) switch
        {
            CastRefusal.PollsNotOpen => new HandOutOutcome.Refused(HandOutRefusal.PollsNotOpen),
            CastRefusal => new HandOutOutcome.Refused(HandOutRefusal.PollsClosed),
            null => new HandOutOutcome.Given(Derive(unit, entry)),
        };
    }

    private byte[] Derive(SealedUnit unit, RollRow entry)
    {
        using CredentialKey key = secrets.Credentials(unit);
        HandOut reply = new(unit.Uuid, entry.I, unit.KindOf(entry.I), unit.Group.FormatScalar(key.Secret(entry.I)), key.Salt(entry.I), entry.RSalt,
            entry.Record, MerkleTree.Path(unit.LeafHashes, entry.I));
        return reply.WritePadded();
    }
}
