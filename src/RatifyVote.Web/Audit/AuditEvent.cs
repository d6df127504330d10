namespace RatifyVote.Web.Audit;

/// <summary>Something that was done, in the past tense (<c>RoleGranted</c>). The class name is the stored name and the public properties the stored
/// body: rename neither. No event may say that a member signed in, fetched a credential or cast while a vote is open (secrecy C-03).</summary>
public abstract record AuditEvent;
