using System.Security.Cryptography;

namespace RatifyVote.Web.KeyDirectory;

/// <summary>E of one contest, 32 bytes, in memory for one request or one batch: dispose it, and it is zeroed. Nothing keeps it, nothing prints it.</summary>
public sealed class ContestKey : IDisposable
{
    public const int Length = 32;

    // Pinned, so that the garbage collector leaves no copy behind when it moves things.
    private readonly byte[] key = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
    private bool disposed;

    internal ContestKey(ReadOnlySpan<byte> bytes) => bytes.CopyTo(key);

    /// <exception cref="ObjectDisposedException">The key has been given back.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return key;
        }
    }

    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(key);
    }

    public override string ToString() => "ContestKey(redacted)";
}

/// <summary>What this node's keydir says about a contest's key.</summary>
public enum KeyState
{
    /// <summary>No key and no tombstone: it was never made here, or it was lost by accident. Never to be reported as destroyed.</summary>
    Missing,
    Present,
    /// <summary>There is a tombstone, which only the destruction writes, and no key. Nothing can bring the key back.</summary>
    Destroyed,
}

/// <summary>A node's word that it deleted its copy of a contest's key.</summary>
public sealed record DestructionAck(Guid Node, Guid Contest, DateTimeOffset At);
