using System.Numerics;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Groups.FiniteField;

namespace RatifyVote.Benchmarks;

/// <summary>Whole ballots, from the bytes that were cast to the finding. Sixteen different ones in turn, so that nothing stays in a
/// cache only because it is asked for again.</summary>
internal static class BallotBenchmarks
{
    private const int Ballots = 16;

    /// <summary>A Yes/No ballot (5 statements) or a Yes/No/blank ballot (10 statements).</summary>
    public static double Verify(Measurement measurement, Group group, bool blank)
    {
        Election election = new()
        {
            Uuid = "benchmark2ballots", Name = "Ratification vote", Description = "Ballots for timing", Group = group,
            PublicKey = group.Encode(group.PowerOfGenerator(group.RandomScalar(SystemRandom.Source))),
            Questions = [new Question("Shall the agreement be ratified?", ["Yes", "No"], Blank: blank, Min: 1, Max: 1)],
        };
        Scalar[] secrets = [.. Enumerable.Range(0, Ballots).Select(_ => group.RandomScalar(SystemRandom.Source))];
        BallotMaker maker = new(election);
        byte[][] cast = [.. secrets.Select((s, i) => maker.Make(s, [Choice(i, blank)], SystemRandom.Source).Write())];
        BallotVerifier verifier = new(election, PublicCredentials.Of(secrets.Select(s => group.Encode(group.PowerOfGenerator(s)))));
        int next = 0;
        return measurement.Run($"{group.Name} ballot-verify, Yes/No{(blank ? "/blank" : "")}, from bytes to finding", () =>
        {
            byte[] bytes = cast[next++ % Ballots];
            if (!Ballot.TryParse(bytes, out Ballot? ballot, out _) || verifier.Verify(ballot) is not BallotFinding.Valid)
                throw new InvalidOperationException("A valid ballot was refused.");
        });
    }

    private static int[] Choice(int i, bool blank)
    {
        int[] slots = new int[blank ? 3 : 2];
        slots[i % slots.Length] = 1;
        return slots;
    }

    /// <summary>The peer that every machine has: one BigInteger.ModPow with BELENIOS-2048's p and a 256-bit exponent.</summary>
    public static double Peer(Measurement measurement)
    {
        FiniteFieldParameters field = FiniteFieldParameters.Belenios2048;
        return measurement.Run("peer: BigInteger.ModPow, 2048-bit modulus, 256-bit exponent", () => BigInteger.ModPow(field.G, field.Q - 2, field.P));
    }
}
