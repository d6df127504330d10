using System.Globalization;
using RatifyVote.Benchmarks;
using RatifyVote.Protocol.Groups;

// dotnet run -c Release --project tests/RatifyVote.Benchmarks -- [field|ed25519|belenios2048|ballot] [--quick] [--at-most RATIO]
// The last line is the price of one Ed25519 Yes/No/blank ballot in ModPows of this machine, measured in the same run; with
// --at-most the exit code is 1 when it is higher.
bool quick = args.Contains("--quick");
int limitAt = Array.IndexOf(args, "--at-most");
double limit = limitAt < 0 ? double.MaxValue : double.Parse(args[limitAt + 1], CultureInfo.InvariantCulture);
string? only = args.FirstOrDefault(a => !a.StartsWith('-') && !char.IsAsciiDigit(a[0]));
Measurement measurement = quick ? new(rounds: 5, secondsPerRound: 0.02) : new(rounds: 15, secondsPerRound: 0.1);
Console.WriteLine($"thread-CPU medians; {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors");
if (only is null or "field") GroupBenchmarks.Field(measurement);
if (only is null or "ed25519") GroupBenchmarks.Group(measurement, Group.Ed25519);
if (only is null or "belenios2048") GroupBenchmarks.Group(measurement, Group.Belenios2048);
if (only is not (null or "ballot")) return 0;
BallotBenchmarks.Verify(measurement, Group.Belenios2048, blank: true);
BallotBenchmarks.Verify(measurement, Group.Ed25519, blank: false);
GroupBenchmarks.BallotShape(measurement, Group.Ed25519);
double ballot = BallotBenchmarks.Verify(measurement, Group.Ed25519, blank: true);
double ratio = ballot / BallotBenchmarks.Peer(measurement);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ballot-verify: {ratio:f3} ModPows"));
return ratio <= limit ? 0 : 1;
