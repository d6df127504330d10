using System.Collections.Immutable;

namespace RatifyVote.Protocol.Checks;

/// <summary>The numbered checks of one archive, in the order of SPEC.md.</summary>
public static class BoardChecks
{
    public static readonly Check A01 = new("A01", "Every block of the archive is exactly the one that belongs there.", "hidden, surplus, missing or rearranged bytes");
    public static readonly Check A02 = new("A02", "The archive starts with its header, and every entry has its time.", "entries added with another time");
    public static readonly Check A03 = new("A03", "Every entry is named by the hash of its content.", "a record exchanged under its old name");
    public static readonly Check A04 = new("A04", "Every event is written canonically.", "one event with two hashes");
    public static readonly Check A05 = new("A05", "Heights and parents form one chain.", "events removed, inserted or exchanged");
    public static readonly Check A06 = new("A06", "Events stand in the order of an election: one Setup, ballots, one EndBallots, one tally, decryptions, one Result.", "ballots hidden before an earlier EndBallots; a second setup, tally or result");
    public static readonly Check A07 = new("A07", "Every event has exactly the records it calls for.", "unreferenced, missing or exchanged records");
    public static readonly Check A08 = new("A08", "The archive goes as far as it must.", "an unfinished archive taken for a result");
    public static readonly Check A09 = new("A09", "The archive extends the older copy.", "a board rewritten after it was seen");

    public static readonly Check E01 = new("E01", "The setup names the election, the trustees and the credentials that stand before it.", "records that no setup vouches for");
    public static readonly Check E02 = new("E02", "The election record is well formed.", "unknown or repeated keys, unknown groups, numbers read in two ways");
    public static readonly Check E03 = new("E03", "The election's uuid is well formed.", "uuids that collide or cannot be quoted");
    public static readonly Check E04 = new("E04", "Every question has answers and possible bounds.", "questions that nobody can answer");
    public static readonly Check E05 = new("E05", "The election key is a member of the group and not the identity.", "votes encrypted to nobody, or to everybody");
    public static readonly Check E06 = new("E06", "The election key is the product of the trustees' keys.", "a key that somebody else holds");

    public static readonly Check T01 = new("T01", "The trustees record is well formed.", "unknown or repeated keys");
    public static readonly Check T02 = new("T02", "There are trustees, with a possible threshold and one of everything each.", "missing certificates or signatures");
    public static readonly Check T03 = new("T03", "Every certificate names its group, size, threshold and place.", "certificates taken from another ceremony");
    public static readonly Check T04 = new("T04", "Every certificate names this vote and commits to its coefficients.", "trustees of another vote; a trustee that waits for the others");
    public static readonly Check T05 = new("T05", "The keys of every certificate are members of the group and not the identity.", "keys that leak or that anybody can use");
    public static readonly Check T06 = new("T06", "Every certificate is signed with its own key.", "certificates made in another's name");
    public static readonly Check T07 = new("T07", "The coefficients of every trustee are members of the group, as many as the threshold, and signed.", "shares of a polynomial of another degree");
    public static readonly Check T08 = new("T08", "The coefficients are those that the certificate committed to.", "a trustee that chose last and so chose the key");
    public static readonly Check T09 = new("T09", "No key occurs twice.", "one trustee counted as two");
    public static readonly Check T10 = new("T10", "Every trustee signed the certificates of all.", "a server that showed trustees different ceremonies");
    public static readonly Check T11 = new("T11", "Every trustee's key is a member of the group and not the identity.", "decryptions that need no key");
    public static readonly Check T12 = new("T12", "Every trustee proved that it knows its private key.", "a key computed from the others'");
    public static readonly Check T13 = new("T13", "Every threshold trustee signed its key.", "a key exchanged on the way");
    public static readonly Check T14 = new("T14", "Every threshold trustee's key follows from the coefficients.", "shares that do not fit the election key");

    public static readonly Check C01 = new("C01", "The list of credentials is well formed.", "weights on some lines only, numbers read in two ways");
    public static readonly Check C02 = new("C02", "No credential is listed twice.", "two votes for one");
    public static readonly Check C03 = new("C03", "Every credential is a member of the group.", "credentials that sign for others");
    public static readonly Check C04 = new("C04", "No credential is the identity.", "a credential that anybody can vote with");
    public static readonly Check C05 = new("C05", "The credentials are sorted.", "an order that says who is who");
    public static readonly Check C06 = new("C06", "The weights add up.", "a total that overflows");
    public static readonly Check C07 = new("C07", "The list is the one, and as long as, the election record says.", "credentials added after the seal");
    public static readonly Check C08 = new("C08", "The list has the authority's fingerprint.", "credentials added by the server");

    public static readonly Check B01 = new("B01", "Every ballot is written canonically.", "a ballot that two programs read differently");
    public static readonly Check B02 = new("B02", "No ballot occurs twice.", "an old ballot replayed to undo a revote");
    public static readonly Check B03 = new("B03", "Every ballot was made for this election.", "ballots taken from another election");
    public static readonly Check B04 = new("B04", "Every ballot's credential is listed.", "ballots of strangers");
    public static readonly Check B05 = new("B05", "Every ballot has the answers and proofs that the questions ask for.", "a ballot without blank slot that blocks the tally");
    public static readonly Check B06 = new("B06", "Every signed hash is that of its ballot.", "a signature taken from another ballot");
    public static readonly Check B07 = new("B07", "Every number of a proof is below the group's order.", "proofs varied to look new");
    public static readonly Check B08 = new("B08", "Every signature is that of the ballot's credential.", "ballots cast for others");
    public static readonly Check B09 = new("B09", "Every ciphertext is made of members of the group.", "ciphertexts that leak or cannot be proved about");
    public static readonly Check B10 = new("B10", "Every slot is proved to hold 0 or 1.", "a ballot that counts more than once, or less than nothing");
    public static readonly Check B11 = new("B11", "Every ballot is proved to be blank or to have no blank mark.", "blank and an answer at once");
    public static readonly Check B12 = new("B12", "The number of chosen answers is proved to be allowed.", "too many or too few answers");
    public static readonly Check B13 = new("B13", "No ciphertext occurs in two ballots.", "copying another member's vote");
    public static readonly Check B14 = new("B14", "Neutral ballots come last, and each supersedes an earlier ballot of its credential.", "votes annulled early, or ballots after the close");

    public static readonly Check Y01 = new("Y01", "The records of the tally are well formed and belong together.", "a size that belongs to another tally");
    public static readonly Check Y02 = new("Y02", "The encrypted tally is the product of the last ballots of all credentials.", "ballots dropped or added while tallying");
    public static readonly Check Y03 = new("Y03", "The number of ballots in the tally is right.", "a wrong turnout");
    public static readonly Check Y04 = new("Y04", "The total weight of the tally is right.", "a wrong bound on the counts");

    public static readonly Check D01 = new("D01", "The records of every decryption are well formed and belong together.", "a decryption under another's name");
    public static readonly Check D02 = new("D02", "Every decryption is of a known trustee.", "decryptions of strangers");
    public static readonly Check D03 = new("D03", "No trustee decrypted twice.", "a decryption replaced by a later one");
    public static readonly Check D04 = new("D04", "Every decryption has the shape of the tally.", "slots left out");
    public static readonly Check D05 = new("D05", "Every decryption factor is a member of the group.", "factors that shift a count");
    public static readonly Check D06 = new("D06", "Every decryption factor is proved.", "a trustee that changes the count");
    public static readonly Check D07 = new("D07", "Enough trustees decrypted.", "a result that nobody could have computed");

    public static readonly Check R01 = new("R01", "The result record is well formed.", "counts read in two ways");
    public static readonly Check R02 = new("R02", "The result has the shape of the questions.", "counts left out");
    public static readonly Check R03 = new("R03", "No count exceeds the total weight.", "a count plus the group's order");
    public static readonly Check R04 = new("R04", "Every count is what the decryptions give.", "a result made up");
    public static readonly Check R05 = new("R05", "The counts of a one-choice question add up to the total weight.", "a decryption shifted by its trustee");

    public static ImmutableArray<Check> OfArchive { get; } = [A01, A02, A03, A04, A05, A06, A07, A08];
    public static ImmutableArray<Check> OfElection { get; } = [E01, E02, E03, E04, E05, E06];
    public static ImmutableArray<Check> OfTrustees { get; } = [T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11, T12, T13, T14];
    public static ImmutableArray<Check> OfCredentials { get; } = [C01, C02, C03, C04, C05, C06];
    public static ImmutableArray<Check> OfBallots { get; } = [B01, B02, B03, B04, B05, B06, B07, B08, B09, B10, B11, B12, B13];
    public static ImmutableArray<Check> OfTally { get; } = [Y01, Y02, Y03, Y04];
    public static ImmutableArray<Check> OfDecryptions { get; } = [D01, D02, D03, D04, D05, D06, D07];
    public static ImmutableArray<Check> OfResult { get; } = [R01, R02, R03, R04, R05];

    /// <summary>Only for elections that carry our own key, or where something to compare with is at hand.</summary>
    public static ImmutableArray<Check> Conditional { get; } = [A09, C07, C08, B14];

    public static ImmutableArray<Check> All { get; } =
        [.. OfArchive, A09, .. OfElection, .. OfTrustees, .. OfCredentials, C07, C08, .. OfBallots, B14, .. OfTally, .. OfDecryptions, .. OfResult];
}
