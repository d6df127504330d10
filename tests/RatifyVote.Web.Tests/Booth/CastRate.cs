using System.Diagnostics;
using System.Globalization;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Booth;

/// <summary>A measurement, run by hand (Release, <c>-explicit only</c>): casts a second, fully verified and committed before the receipt, over HTTP on loopback with the client on the same machine.
/// For PostgreSQL give a server with fsync on by RV_PG; the tests' own has it off.</summary>
public class CastRate(ITestOutputHelper output)
{
    private const int Voters = 2000;

    [Theory(Explicit = true), OnBothDatabases]
    public async Task Casts_a_second(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider, TimeProvider.System, overLoopback: true);
        BoxVote vote = await BoxVote.SealAsync(host, [Voters], newCredentials: 100_000);
        byte[][] bodies = new byte[Voters][];
        Parallel.For(0, Voters, i => bodies[i] = PaddedBody.WriteCast(vote.Unit.Ballot(i, i % 3)));
        HttpClient client = host.OverLoopback();
        for (int i = 0; i < 200; i++)
        {
            Assert.True((await client.PostCastAsync(vote.Unit.Uuid, bodies[i])).Accepted);
        }

        // One after the other: what a single voter waits.
        List<double> alone = [];
        for (int i = 200; i < 400; i++)
        {
            long from = Stopwatch.GetTimestamp();
            Assert.True((await client.PostCastAsync(vote.Unit.Uuid, bodies[i])).Accepted);
            alone.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        List<double> waited = [];
        long start = Stopwatch.GetTimestamp();
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        int next = 399;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            for (int i = Interlocked.Increment(ref next); i < Voters; i = Interlocked.Increment(ref next))
            {
                long from = Stopwatch.GetTimestamp();
                CastAnswer answer = await client.PostCastAsync(vote.Unit.Uuid, bodies[i]);
                Assert.True(answer.Accepted, answer.Refused);
                lock (waited)
                {
                    waited.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                }
            }
        })));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, cpuSeconds = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        int casts = Voters - 400;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{provider}: {casts / seconds:F0} casts/s by 64 clients ({casts / cpuSeconds:F0} per CPU-second of server and client), p50 {Percentile(waited, 50):F1} ms, p99 {Percentile(waited, 99):F1} ms; alone p50 {Percentile(alone, 50):F1} ms"));
    }

    private static double Percentile(List<double> values, int percent)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, values.Count * percent / 100)];
    }
}
