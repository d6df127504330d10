using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Checks;

/// <summary>What to verify an archive for, and against.</summary>
public sealed record BoardVerificationOptions
{
    /// <summary>A trustee's question: is the tally right? Decryptions and result are then not asked for.</summary>
    public bool BeforeDecryption { get; init; }

    /// <summary>The vote's uuid, which the trustees' certificates must name; known from terms.json.</summary>
    public string? Vote { get; init; }

    /// <summary>The credential authority's fingerprint of the list.</summary>
    public RecordHash? CredentialsFingerprint { get; init; }

    /// <summary>An older copy of the archive, at its first byte.</summary>
    public Stream? OlderCopy { get; init; }

    /// <summary>Told the number of bytes read so far.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Threads that verify ballots.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
