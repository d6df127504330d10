namespace RatifyVote.Web.Accounts;

/// <summary>Registered by the demonstration and by nothing else: there, officers get in with password and app, because no reader of the sign-in sheet
/// holds their passkeys. Everywhere else an officer's password session reaches nothing.</summary>
public sealed record PasskeyExemption;
