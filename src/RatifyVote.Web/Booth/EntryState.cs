namespace RatifyVote.Web.Booth;

/// <summary>What the sign-off says of one entry of a roll. A removed entry without a ballot is not recorded; set aside means: it has a ballot, and that was neutralised.</summary>
public enum EntryState { NotRecorded, Recorded, SetAside }
