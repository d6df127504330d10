namespace RatifyVote.Web.Booth;

/// <summary>What trustees open: the exact bytes of the records of a unit that has its encrypted tally.</summary>
internal sealed record TalliedUnit(byte[] Election, byte[] Trustees, byte[] Tally, byte[] SizedTally);
