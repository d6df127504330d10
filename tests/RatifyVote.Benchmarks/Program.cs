using RatifyVote.Benchmarks;
using RatifyVote.Protocol.Groups;

bool quick = args.Contains("--quick");
string? only = args.FirstOrDefault(a => !a.StartsWith('-'));
Measurement measurement = quick ? new(rounds: 5, secondsPerRound: 0.02) : new(rounds: 15, secondsPerRound: 0.1);
Console.WriteLine($"thread-CPU medians; {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors");
if (only is null or "field") GroupBenchmarks.Field(measurement);
if (only is null or "ed25519") GroupBenchmarks.Group(measurement, Group.Ed25519);
if (only is null or "ed25519" or "ballot") GroupBenchmarks.BallotShape(measurement, Group.Ed25519);
if (only is null or "belenios2048") GroupBenchmarks.Group(measurement, Group.Belenios2048);
if (only is null or "belenios2048" or "ballot") GroupBenchmarks.BallotShape(measurement, Group.Belenios2048);
