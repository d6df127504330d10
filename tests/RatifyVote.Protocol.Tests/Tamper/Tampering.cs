using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Tamper;

/// <summary>One kind of tampering, in words, and the check that must notice it - and no other.</summary>
/// <param name="Make">The board, changed before it is built.</param>
public sealed record Tampering(string Words, string Check, Func<ForgedBoard> Make)
{
    private static readonly Lazy<TestTrustees> Threshold = new(() => new ForgedTrustees(Group.Ed25519, 2, 3, ForgedBoard.DefaultVote, "trustees").Make());
    private static readonly Lazy<TestTrustees> Singles = new(() => TestTrustees.Singles(Group.Ed25519, 2, new CounterStream("singles").Source));

    /// <summary>A board of ours with 2-of-3 trustees.</summary>
    public static Tampering Of(string words, string check, Action<ForgedBoard> change) => new(words, check, () =>
    {
        ForgedBoard board = Sound();
        change(board);
        return board;
    });

    /// <summary>A board of ours whose ceremony was tampered with.</summary>
    public static Tampering OfCeremony(string words, string check, Action<ForgedTrustees> change) => new(words, check, () =>
    {
        ForgedTrustees trustees = new(Group.Ed25519, 2, 3, ForgedBoard.DefaultVote, "trustees");
        change(trustees);
        return new ForgedBoard(trustees.Make());
    });

    /// <summary>A board of another program, with two trustees who must both decrypt.</summary>
    public static Tampering OfPlain(string words, string check, Action<ForgedBoard> change, bool blank = true) => new(words, check, () =>
    {
        ForgedBoard board = new(Singles.Value, ours: false, blank: blank);
        change(board);
        return board;
    });

    public static ForgedBoard Sound() => new(Threshold.Value);

    public static ForgedBoard SoundPlain() => new(Singles.Value, ours: false);

    public static BoardReport Verify(byte[] archive, BoardVerificationOptions? options = null)
    {
        using MemoryStream stream = new(archive);
        return BoardVerification.Run(stream, options ?? new BoardVerificationOptions { Vote = ForgedBoard.DefaultVote });
    }

    public static void AssertOnlyFailure(string check, BoardReport report)
    {
        CheckResult[] failed = [.. report.Results.Where(r => r.Finding is Finding.Failed)];
        Assert.True(failed is [{ } only] && only.Check.Id == check,
            $"expected only {check}, failed: {string.Join("; ", failed.Select(f => $"{f.Check.Id} {f.Position} {f.Words}"))}");
        Assert.False(report.Verified);
    }
}
