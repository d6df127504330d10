using System.Security.Cryptography;
using RatifyVote.Domain;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Casting;
using RatifyVote.Web.Booth.HandingOut;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Demo;

/// <summary>Members of the demonstration vote: each is handed the own credential, makes a real ballot and casts it.</summary>
internal sealed class DemoBallots(UseCases use, DemoUnion union, SealedUnits sealedUnits, TimeProvider clock)
{
    private static readonly int[] Blank = [1, 0, 0], Yes = [0, 1, 0], No = [0, 0, 1];

    /// <summary>As many of each choice as the table says, by members drawn at random.</summary>
    /// <param name="share">One in how many of them has voted so far; 1 for all.</param>
    /// <param name="spared">How many members at the top of each local's list keep their ballot for whoever tries the demonstration.</param>
    public async Task CastAsync(string vote, IReadOnlyList<UnitCounts> table, int share, int spared, CancellationToken ct)
    {
        foreach (UnitSummary unit in await use.AskAsync<VoteQueries, IReadOnlyList<UnitSummary>>(votes => votes.UnitsAsync(vote, ct)))
        {
            UnitCounts counts = table.Single(one => one.Unit.Local == unit.Local);
            int[][] choices =
            [
                .. Enumerable.Repeat(Yes, (int)counts.Yes / share), .. Enumerable.Repeat(No, (int)counts.No / share), .. Enumerable.Repeat(Blank, (int)(counts.Blank ?? 0) / share),
            ];
            Guid[] voters = [.. union.Members[unit.Local].Skip(spared)];
            RandomNumberGenerator.Shuffle<Guid>(voters);
            await CastAsync(unit.Uuid, [.. voters.Zip(choices)], ct);
        }
    }

    private async Task CastAsync(string uuid, (Guid Member, int[] Choice)[] votes, CancellationToken ct)
    {
        SealedUnit unit = (await sealedUnits.FindAsync(uuid, ct))!;
        BallotMaker maker = new(unit.Election);
        List<PendingCast> casts = [];
        foreach ((Guid member, int[] choice) in votes)
        {
            byte[] body = (await use.MustAsync<HandOutCredential, HandOutOutcome, HandOutOutcome.Given>(handOut => handOut.RunAsync(uuid, member, clock.GetUtcNow(), ct))).Body;
            if (!HandOut.TryParse(body, out HandOut? credential, out _) || !unit.Group.TryParseScalar(credential.Secret, out Scalar secret))
            {
                throw new InvalidDataException("A credential of the demonstration cannot be read.");
            }

            Ballot ballot = maker.Make(secret, [choice], SystemRandom.Source);
            casts.Add(new(unit, ballot.Write(), ballot));
        }

        // The queue that batches casts starts with the first request; these go the same way one step further on.
        Parallel.ForEach(casts, cast =>
        {
            if (unit.JudgeProofs(cast.Ballot) is { } refusal)
            {
                cast.Refuse(refusal);
            }
        });
        await use.DoAsync<CommitBallots>(commit => commit.RunAsync(casts, ct));
        foreach (PendingCast cast in casts)
        {
            if (await cast.Outcome is CastOutcome.Refused refused)
            {
                throw new InvalidOperationException($"A ballot of the demonstration was refused: {refused.Why}.");
            }
        }
    }
}
