using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Booth;

/// <summary>Everything the ballot box needs of one unit, fixed at the seal.</summary>
public sealed record UnitSetup
{
    /// <summary>The unit's election.</summary>
    public required string Uuid { get; init; }

    /// <summary>The vote's uuid.</summary>
    public required string VoteId { get; init; }

    /// <summary>The contest's slug.</summary>
    public required string ContestId { get; init; }

    /// <summary>Place of the unit in terms.json, from 0: the order in which journal entries name board heads.</summary>
    public required int Place { get; init; }

    /// <summary>Exact bytes of the three records that the Setup event fixes.</summary>
    public required byte[] Election { get; init; }
    public required byte[] Trustees { get; init; }
    public required byte[] PublicCredentials { get; init; }

    /// <summary>Leaf hashes and roll hashes in order of i, members first, then spares.</summary>
    public required IReadOnlyList<RecordHash> LeafHashes { get; init; }
    public required IReadOnlyList<RecordHash> RollHashes { get; init; }
    public required int Members { get; init; }
    public required int Spares { get; init; }
    public required DateTimeOffset OpensAt { get; init; }
    public required DateTimeOffset ClosesAt { get; init; }

    /// <summary>When the sealed inbox is moved to the board: not oftener than stated and not before so many credentials have cast for the first time;
    /// a unit with fewer members than a small one is flushed only at its close.</summary>
    public required FlushTerms Flush { get; init; }
    public required RevoteRule Revotes { get; init; }

    /// <summary>A practice vote is spared the limits on how often one credential or one address may cast.</summary>
    public required bool Practice { get; init; }

    /// <summary>When the vote was sealed: the timestamp of the archive, whole seconds.</summary>
    public required DateTimeOffset SealedAt { get; init; }
}
