using RatifyVote.Domain;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Votes;

/// <summary>A vote at a glance. <see cref="OpensAt"/> and <see cref="ClosesAt"/> are the schedule in force, UTC.</summary>
public sealed record VoteSummary(
    string Id, string Title, VoteKind Kind, VotePhase Phase, bool Practice, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt)
{
    public string Marked(string practiceMark) => Practice ? $"{practiceMark}: {Title}" : Title;
}

/// <summary>A unit of a contest: one Belenios election.</summary>
/// <param name="Fingerprint">phi, b64; empty before the seal.</param>
/// <param name="Members">Entries of kind member in the frozen roll; <paramref name="Spares"/> follow them.</param>
public sealed record UnitSummary(
    string Uuid, string Vote, string Contest, LocalNumber Local, string Name, int? Delegates, string Fingerprint, string CredentialsHash, int Members, int Spares)
{
    public UnitKey Key => UnitKey.Of(Local);
}

/// <summary>One entry of a frozen roll as hand-out, sign-off and openings need it.</summary>
/// <param name="Record">The canonical roll record: its UTF-8 bytes, followed by <paramref name="RSalt"/>, hash to the leaf's "roll".</param>
public sealed record RollRow(int I, EntryKind Kind, Guid? Member, string Record, byte[] RSalt, RollStatus Status);

/// <summary>Trustee number <paramref name="Owner"/> of a vote.</summary>
public sealed record TrusteeSeat(int Owner, Guid Account, string Name);

public sealed record CertifierSeat(int Ordinal, Guid Account, string Name, string Office);

/// <summary>How a vote's settings read after the seal; hours and seconds as in terms.json.</summary>
public sealed record VoteSettings(
    int TrusteeThreshold, int CertifiersRequired, int FlushEverySeconds, int FlushNewCredentials, int FlushSmallUnit,
    int CanvassHours, int NoticeHours, int ProtestHours, string Help);

/// <summary>One ballot a member is entitled to.</summary>
public sealed record MemberBallot(VoteSummary Vote, UnitSummary Unit, string Question, string Agreement, RollStatus Status);
