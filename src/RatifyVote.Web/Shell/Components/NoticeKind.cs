namespace RatifyVote.Web.Shell.Components;

/// <summary>What a notice is about; colour is never the only sign of it.</summary>
public enum NoticeKind { Info, Good, Warn, Bad }
