using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Verifier.Published;
using RatifyVote.Verifier.Reports;
using RatifyVote.Verifier.Tests.Kit;

namespace RatifyVote.Verifier.Tests;

/// <summary>Whatever the files of a published vote hold: no exception, never verified. The mutations follow from their seeds.</summary>
public sealed class HostileVoteTests : IDisposable
{
    private static readonly byte[] Interesting = "\"\\{}[]:,-+.0919eEnulltrue \t\n\0\u007f"u8.ToArray();

    private readonly string folder = Directory.CreateTempSubdirectory("hostile-vote").FullName;

    [Theory, InlineData("bytes"), InlineData("digits"), InlineData("cuts")]
    public void A_mutated_vote_is_never_verified_and_never_throws(string kind)
    {
        Dictionary<string, byte[]> good = new ForgedVote().Build();
        ForgedVote.WriteFolder(folder, good);
        string[] names = [.. good.Keys.Where(n => !n.EndsWith(".bel", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        DrawnBytes draw = new($"hostile vote {kind}");
        for (int round = 0; round < 150; round++)
        {
            string name = names[round % names.Length];
            byte[] mutated = Mutated([.. good[name]], kind, draw);
            if (mutated.AsSpan().SequenceEqual(good[name])) continue;
            File.WriteAllBytes(Path.Combine(folder, name), mutated);
            using PublishedVote vote = PublishedVote.Open(folder);
            VerificationReport report = VoteVerification.Run(vote, VoteStage.Published, threads: 1);
            Assert.False(report.Verified, $"{kind} {round} {name}");
            File.WriteAllBytes(Path.Combine(folder, name), good[name]);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Mutated(byte[] bytes, string kind, DrawnBytes draw)
    {
        switch (kind)
        {
            case "bytes":
                for (int i = 0; i <= draw.Below(3); i++) bytes[draw.Below(bytes.Length)] = Interesting[draw.Below(Interesting.Length)];
                return bytes;
            case "digits":
                // Figures and hashes, so that the file can still be read.
                int[] digits = [.. Enumerable.Range(0, bytes.Length).Where(i => char.IsAsciiDigit((char)bytes[i]))];
                if (digits.Length == 0) return bytes;
                for (int i = 0; i <= draw.Below(3); i++) bytes[digits[draw.Below(digits.Length)]] = (byte)('1' + draw.Below(9));
                return bytes;
            default:
                return bytes[..draw.Below(bytes.Length)];
        }
    }
}
