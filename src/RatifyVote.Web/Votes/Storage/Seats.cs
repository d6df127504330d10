namespace RatifyVote.Web.Votes.Storage;

/// <summary>Trustee number <see cref="Owner"/> (1..n) of a vote.</summary>
internal sealed class VoteTrustee
{
    public required string VoteId { get; init; }
    public required int Owner { get; init; }
    public required Guid Account { get; init; }
    public required string Name { get; init; }
}

/// <summary>Somebody whose signature on the result counts; <see cref="Ordinal"/> is the order of signing.</summary>
internal sealed class VoteCertifier
{
    public required string VoteId { get; init; }
    public required int Ordinal { get; init; }
    public required Guid Account { get; init; }
    public required string Name { get; init; }
    public required string Office { get; init; }
}
