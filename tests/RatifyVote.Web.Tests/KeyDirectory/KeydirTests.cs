using RatifyVote.Web.KeyDirectory;

namespace RatifyVote.Web.Tests.KeyDirectory;

public sealed class KeydirTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("ratifyvote-keydir-").FullName;
    private readonly Guid contest = Guid.NewGuid();

    private string Place => Path.Combine(folder, "keydir");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Keydir Open() => new(Place, [Path.Combine(folder, "data")]);

    [Fact]
    public void A_key_made_again_is_the_same_key_also_after_a_restart()
    {
        using ContestKey first = Open().Create(contest);
        using ContestKey again = Open().Create(contest);
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.NotEqual(new byte[32], first.Bytes.ToArray());
    }

    [Fact]
    public void A_destroyed_key_is_gone_and_never_made_again()
    {
        Keydir keydir = Open();
        byte[] bytes;
        using (ContestKey key = keydir.Create(contest))
        {
            bytes = key.Bytes.ToArray();
        }

        DestructionAck ack = keydir.Destroy(contest, At);
        Assert.Equal((keydir.Node, contest, At), (ack.Node, ack.Contest, ack.At));
        Assert.False(keydir.TryRead(contest, out _, out KeyState state));
        Assert.Equal(KeyState.Destroyed, state);
        Assert.Throws<InvalidOperationException>(() => keydir.Create(contest));
        Assert.DoesNotContain(Directory.EnumerateFiles(Place, "*", SearchOption.AllDirectories), file => File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0);
    }

    [Fact]
    public void A_key_that_is_missing_without_a_tombstone_was_lost_and_is_never_called_destroyed()
    {
        Keydir keydir = Open();
        keydir.Create(contest).Dispose();
        File.Delete(Path.Combine(Place, "contests", contest.ToString()));
        Assert.Equal(KeyState.Missing, keydir.StateOf(contest));
        Assert.Throws<KeyLostException>(() => keydir.Destroy(contest, At));
        Assert.Equal(KeyState.Missing, keydir.StateOf(contest));
    }

    [Fact]
    public void A_tombstone_beats_a_key_file_that_was_put_back()
    {
        Keydir keydir = Open();
        using ContestKey key = keydir.Create(contest);
        keydir.Destroy(contest, At);
        string file = Path.Combine(Place, "contests", contest.ToString());
        File.WriteAllBytes(file, key.Bytes.ToArray());
        Assert.False(Open().TryRead(contest, out _, out KeyState state));
        Assert.Equal(KeyState.Destroyed, state);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void Destroying_twice_keeps_the_first_time()
    {
        Keydir keydir = Open();
        keydir.Create(contest).Dispose();
        keydir.Destroy(contest, At);
        Assert.Equal(At, keydir.Destroy(contest, At.AddHours(1)).At);
    }

    [Theory]
    [InlineData("data/keydir")]
    [InlineData("data")]
    [InlineData(".")]
    public void It_refuses_to_lie_inside_a_place_that_is_copied_or_around_one(string place) =>
        Assert.Throws<InvalidOperationException>(() => new Keydir(Path.Combine(folder, place), [Path.Combine(folder, "data")]));

    [Fact]
    public void It_refuses_a_link_that_leads_into_a_place_that_is_copied()
    {
        Directory.CreateDirectory(Path.Combine(folder, "data", "inner"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "elsewhere"), Path.Combine(folder, "data", "inner"));
        Assert.Throws<InvalidOperationException>(() => new Keydir(Path.Combine(folder, "elsewhere", "keydir"), [Path.Combine(folder, "data")]));
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Files_and_folders_are_for_their_owner_only()
    {
        Keydir keydir = Open();
        keydir.Create(contest).Dispose();
        keydir.ServiceKey().Dispose();
        foreach (string path in Directory.EnumerateFileSystemEntries(Place, "*", SearchOption.AllDirectories).Append(Place))
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }

    [Fact]
    public void A_key_that_was_given_back_cannot_be_read_and_prints_nothing()
    {
        ContestKey key = Open().Create(contest);
        Assert.Equal("ContestKey(redacted)", key.ToString());
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Bytes.Length);
    }
}
