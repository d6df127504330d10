using RatifyVote.Rehearsal.Nodes;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>The node that is rehearsed with.</summary>
/// <param name="SetupCode">What it printed on its console.</param>
/// <param name="Mail">Where its mail arrives.</param>
internal sealed record Site(Uri Url, string SetupCode, MailBox Mail);
