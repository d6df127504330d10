using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>Puts verified ballots into the sealed inbox, those of one unit in one transaction under the unit's shared lock. Everything that decides is read under that lock:
/// state, database clock, what was received before. A cast is answered when its transaction is over, never before.</summary>
internal sealed class CommitBallots(BallotBoxDb db, UnitSecrets secrets, DatabaseClock clock, CastPace pace)
{
    private const int Attempts = 3;

    public async Task RunAsync(IReadOnlyList<PendingCast> casts, CancellationToken ct)
    {
        foreach (IGrouping<string, PendingCast> ofUnit in casts.GroupBy(cast => cast.Unit.Uuid))
        {
            PendingCast[] batch = [.. ofUnit.Where(cast => !cast.Outcome.IsCompleted)];
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    await CommitAsync(ofUnit.Key, batch, ct);
                    break;
                }
                catch (DbException) when (attempt < Attempts)
                {
                    // Another node was quicker with the same credential's next number, or a deadlock was broken: nothing of ours is stored, so read and decide anew.
                    db.ChangeTracker.Clear();
                }
            }
        }
    }

    private async Task CommitAsync(string uuid, PendingCast[] batch, CancellationToken ct)
    {
        Batch decided;
        DateTimeOffset now;
        await using (IDbContextTransaction transaction = await UnitLock.SharedAsync(db, "unit", uuid, ct))
        {
            BoxUnit box = await db.Set<BoxUnit>().AsNoTracking().SingleAsync(unit => unit.Uuid == uuid, ct);
            now = await clock.NowAsync(db, ct);
            using InboxKeys? keys = box.State is UnitState.Open ? secrets.Inbox(box) : null;
            List<PendingCast> fresh = KnownBallots.Settle(batch, await KnownBallots.FindAsync(db, uuid, batch, keys, ct));
            if (Polls.WhyShut(box, now) is { } shut)
            {
                fresh.ForEach(cast => cast.Refuse(shut));
                return;
            }

            decided = await DecideAsync(box, fresh, keys!, now, ct);
            await db.InsertAsync("Inbox", ["Id", "Uuid", "TagB", "TagC", "Seq", "Box"], decided.Rows, ct);
            await db.InsertAsync("InboxCiphertexts", ["Uuid", "TagX"], decided.Ciphertexts, ct);
            Failpoint.Hit("cast.before-commit");
            await transaction.CommitAsync(ct);
        }

        Failpoint.Hit("cast.after-commit");
        decided.Credentials.ForEach(credential => pace.Accepted(credential, now));
        decided.Accepted.ForEach(cast => cast.Accept());
        decided.Refused.ForEach(refused => refused.Cast.Refuse(refused.Why));
    }

    private async Task<Batch> DecideAsync(BoxUnit box, List<PendingCast> casts, InboxKeys keys, DateTimeOffset now, CancellationToken ct)
    {
        Candidate[] candidates = [.. casts.Select(cast => new Candidate(cast, keys))];
        Dictionary<string, int> received = await ReceivedAsync(box.Uuid, candidates, ct);
        HashSet<string> ciphertexts = await SeenCiphertextsAsync(box.Uuid, candidates, ct);
        Dictionary<string, Candidate> last = [];
        Batch batch = new();
        foreach (Candidate candidate in candidates)
        {
            PendingCast cast = candidate.Cast;
            int before = received.GetValueOrDefault(candidate.Credential);
            if (last.TryGetValue(candidate.Credential, out Candidate? earlier) && earlier.Cast.Tracker == cast.Tracker)
            {
                batch.Accepted.Add(cast);
            }
            else if (batch.Trackers.Contains(cast.Tracker))
            {
                batch.Refuse(cast, CastRefusal.OldBallotReplayed);
            }
            else if (candidate.Tags.Any(tag => ciphertexts.Contains(Convert.ToHexString(tag))) || candidate.Hashes.Any(hash => ciphertexts.Contains(Convert.ToHexString(hash)))
                || candidate.RepeatsItself)
            {
                batch.Refuse(cast, CastRefusal.CiphertextSeenBefore);
            }
            else if (box.Revotes is RevoteRule.First && before > 0)
            {
                batch.Refuse(cast, CastRefusal.RevoteNotAllowed);
            }
            else if (!box.Practice && (!pace.Allows(candidate.TagC, now) || last.ContainsKey(candidate.Credential)))
            {
                batch.Refuse(cast, CastRefusal.TryAgainLater);
            }
            else
            {
                batch.Add(box.Uuid, candidate, before + 1, keys);
                received[candidate.Credential] = before + 1;
                last[candidate.Credential] = candidate;
                ciphertexts.UnionWith(candidate.Tags.Select(Convert.ToHexString));
            }
        }

        return batch;
    }

    // How many ballots each credential has, inbox and board together.
    private async Task<Dictionary<string, int>> ReceivedAsync(string uuid, Candidate[] candidates, CancellationToken ct)
    {
        Dictionary<string, string> credentialOfTag = candidates.DistinctBy(candidate => candidate.Credential).ToDictionary(candidate => Convert.ToHexString(candidate.TagC), candidate => candidate.Credential);
        Dictionary<string, int> received = (await db.ReadAsync(
            """SELECT "Credential", COUNT(*) FROM "BoardEvents" WHERE "Uuid" = {0} AND "Credential" IN {1} GROUP BY "Credential" """,
            uuid, [.. credentialOfTag.Values], row => (Credential: row.GetString(0), Count: (int)row.GetInt64(1)), ct)).ToDictionary(row => row.Credential, row => row.Count);
        foreach ((string tag, int seq) in await db.ReadAsync(
            """SELECT "TagC", MAX("Seq") FROM "Inbox" WHERE "TagC" IN {1} GROUP BY "TagC" """,
            null, [.. credentialOfTag.Keys.Select(Convert.FromHexString)], row => (Convert.ToHexString(row.Blob(0)), row.GetInt32(1)), ct))
        {
            received[credentialOfTag[tag]] = seq;
        }

        return received;
    }

    private async Task<HashSet<string>> SeenCiphertextsAsync(string uuid, Candidate[] candidates, CancellationToken ct)
    {
        List<string> waiting = await db.ReadAsync(
            """SELECT "TagX" FROM "InboxCiphertexts" WHERE "TagX" IN {1}""",
            null, [.. candidates.SelectMany(candidate => candidate.Tags)], row => Convert.ToHexString(row.Blob(0)), ct);
        List<string> onBoard = await db.ReadAsync(
            """SELECT "Hash" FROM "BoardCiphertexts" WHERE "Uuid" = {0} AND "Hash" IN {1}""",
            uuid, [.. candidates.SelectMany(candidate => candidate.Hashes)], row => Convert.ToHexString(row.Blob(0)), ct);
        return [.. waiting, .. onBoard];
    }

    private sealed class Candidate(PendingCast cast, InboxKeys keys)
    {
        public PendingCast Cast { get; } = cast;
        public string Credential => Cast.Ballot.Credential;
        public byte[] TagC { get; } = keys.TagOfCredential(cast.Ballot.Credential);
        public byte[][] Tags { get; } = [.. CiphertextsOf(cast).Select(ciphertext => keys.TagOfCiphertext(ciphertext.Alpha, ciphertext.Beta))];
        public byte[][] Hashes { get; } = [.. CiphertextsOf(cast).Select(ciphertext => BoardCiphertextRow.HashOf(ciphertext).ToArray())];
        public bool RepeatsItself => Hashes.DistinctBy(Convert.ToHexString).Count() < Hashes.Length;

        private static IEnumerable<Ciphertext> CiphertextsOf(PendingCast cast) => cast.Ballot.Answers.SelectMany(answer => answer.Choices);
    }

    /// <summary>What one transaction will store, and whom it will answer.</summary>
    private sealed class Batch
    {
        public List<object?[]> Rows { get; } = [];
        public List<object?[]> Ciphertexts { get; } = [];
        public List<byte[]> Credentials { get; } = [];
        public HashSet<Protocol.Ballots.Tracker> Trackers { get; } = [];
        public List<PendingCast> Accepted { get; } = [];

        // Told only after the commit: if the transaction fails, everything is decided anew.
        public List<(PendingCast Cast, CastRefusal Why)> Refused { get; } = [];

        public void Refuse(PendingCast cast, CastRefusal why) => Refused.Add((cast, why));

        public void Add(string uuid, Candidate candidate, int seq, InboxKeys keys)
        {
            PendingCast cast = candidate.Cast;
            Rows.Add([RandomNumberGenerator.GetBytes(16), uuid, keys.TagOfTracker(cast.Tracker.ToString()), candidate.TagC, seq, keys.Seal(cast.Bytes)]);
            Ciphertexts.AddRange(candidate.Tags.Select(tag => new object?[] { uuid, tag }));
            Credentials.Add(candidate.TagC);
            Trackers.Add(cast.Tracker);
            Accepted.Add(cast);
        }
    }
}
