using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Boards;

/// <summary>Whatever the bytes are: no exception, never verified. The mutations follow from their seeds.</summary>
public sealed class HostileArchiveTests
{
    private static readonly Lazy<byte[]> Good = new(() => Small().Build());

    [Theory, InlineData("flips", 700), InlineData("blocks", 150), InlineData("cuts", 400), InlineData("noise", 200)]
    public void A_mutated_archive_is_never_verified_and_never_throws(string kind, int rounds)
    {
        DrawnBytes draw = new($"hostile {kind}");
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = Mutated([.. Good.Value], kind, draw);
            using MemoryStream stream = new(bytes);
            BoardReport report = BoardVerification.Run(stream, new BoardVerificationOptions { Threads = 1 });
            Assert.False(report.Verified, $"{kind} {round}");
        }
    }

    [Theory, InlineData(1500)]
    public void Records_mutated_and_chained_anew_never_throw(int rounds)
    {
        DrawnBytes draw = new("hostile records");
        List<ForgedStep> good = [];
        ForgedBoard board = Small();
        board.Steps = s => good.AddRange(s);
        board.Build();
        for (int round = 0; round < rounds; round++)
        {
            int step = draw.Below(good.Count), record = draw.Below(Math.Max(1, good[step].Records.Count));
            if (good[step].Records.Count == 0) continue;
            List<ForgedStep> steps = [.. good];
            List<byte[]> records = [.. good[step].Records];
            byte[] mutated = records[record] = [.. records[record]];
            for (int i = 0; i <= draw.Below(3); i++) mutated[draw.Below(mutated.Length)] = Interesting[draw.Below(Interesting.Length)];
            if (mutated.AsSpan().SequenceEqual(good[step].Records[record])) continue;
            steps[step] = new ForgedStep(good[step].Type, records);
            using MemoryStream stream = new(Chained(steps));
            BoardReport report = BoardVerification.Run(stream, new BoardVerificationOptions { Threads = 1 });
            Assert.False(report.Verified, $"round {round}: record {record} of step {step}");
        }
    }

    // Two trustees of three and one ballot: every kind of record, verified in milliseconds.
    private static ForgedBoard Small()
    {
        ForgedBoard board = new(new ForgedTrustees(Group.Ed25519, 2, 3, ForgedBoard.DefaultVote, "trustees").Make());
        board.Casts.RemoveRange(1, board.Casts.Count - 1);
        return board;
    }

    private static byte[] Interesting => "\"\\{}[]:,-+.0919eEnulltrue \t\n\0\u007f"u8.ToArray();

    private static byte[] Chained(List<ForgedStep> steps)
    {
        using MemoryStream stream = new();
        ArchiveWriter writer = ArchiveWriter.Start(stream, DateTimeOffset.FromUnixTimeSeconds(1_795_321_448));
        BoardPosition? position = null;
        foreach (ForgedStep step in steps)
        {
            BoardEvent next = BoardEvent.Append(position, Enum.Parse<BoardEventType>(step.Type), step.Payload);
            writer.Write(new BoardStep([.. step.Records], next));
            position = next.Position;
        }

        return stream.ToArray();
    }

    private static byte[] Mutated(byte[] bytes, string kind, DrawnBytes draw)
    {
        switch (kind)
        {
            case "flips":
                for (int i = 0; i <= draw.Below(4); i++) bytes[draw.Below(bytes.Length)] ^= (byte)(1 + draw.Below(255));
                return bytes;
            case "blocks":
                int from = draw.Below(bytes.Length / 512) * 512, to = draw.Below(bytes.Length / 512) * 512;
                (byte[] a, byte[] b) = (bytes[from..(from + 512)], bytes[to..(to + 512)]);
                a.CopyTo(bytes, to);
                b.CopyTo(bytes, from);
                if (a.AsSpan().SequenceEqual(b)) bytes[from] ^= 1;
                return bytes;
            case "cuts":
                return bytes[..draw.Below(bytes.Length)];
            default:
                byte[] noise = new byte[draw.Below(4096)];
                for (int i = 0; i < noise.Length; i++) noise[i] = (byte)draw.Below(256);
                return noise;
        }
    }
}
