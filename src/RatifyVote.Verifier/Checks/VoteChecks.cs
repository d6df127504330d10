using System.Collections.Immutable;
using RatifyVote.Protocol.Checks;

namespace RatifyVote.Verifier.Checks;

/// <summary>The numbered checks of a published vote, in the order of SPEC.md. Those of a unit carry its uuid in their results.</summary>
public static class VoteChecks
{
    public static readonly Check V01 = new("V01", "terms.json is well formed.", "terms read in two ways");
    public static readonly Check V02 = new("V02", "vote.json is well formed.", "units read in two ways");
    public static readonly Check V03 = new("V03", "Every line of the journal is well formed.", "entries read in two ways");
    public static readonly Check V04 = new("V04", "Leaves, openings, attestations and second proofs of the unit are well formed.", "evidence read in two ways");
    public static readonly Check V05 = new("V05", "result.json is well formed.", "a result read in two ways");
    public static readonly Check V06 = new("V06", "certificates.json is well formed.", "certificates read in two ways");
    public static readonly Check V07 = new("V07", "dossiers.json lists the dossiers that the terms name.", "a dossier exchanged after the seal");

    public static readonly Check V08 = new("V08", "The terms can be held: distinct units, a possible threshold, readable keys and rules.", "one trustee or certifier enough for all; assumed rules nobody confirmed");
    public static readonly Check V09 = new("V09", "vote.json names the terms and exactly their units.", "units added or left out");
    public static readonly Check V10 = new("V10", "The unit's archive holds the election and the credentials that vote.json names.", "an election exchanged after the seal");
    public static readonly Check V11 = new("V11", "The unit's election is bound to the terms and asks what they say.", "another question, another contest, other terms");
    public static readonly Check V12 = new("V12", "The unit carries the vote's one trustees record.", "a unit decrypted by others");
    public static readonly Check V13 = new("V13", "The unit's leaves are as many as its credentials and lead to the sealed root.", "members who share a credential");
    public static readonly Check V14 = new("V14", "The roll has as many spares as it must.", "spare credentials for stuffing");

    public static readonly Check V15 = new("V15", "The journal is one chain of this vote.", "entries removed, inserted or exchanged");
    public static readonly Check V16 = new("V16", "Every entry of the journal is signed by the service.", "entries of strangers");
    public static readonly Check V17 = new("V17", "The journal starts with the seal of these terms and this vote.", "a vote sealed twice");
    public static readonly Check V18 = new("V18", "The entries of the journal stand in the order of a vote.", "decryption before the key is gone; steps skipped or repeated");
    public static readonly Check V19 = new("V19", "Opening and closing follow the schedule in force.", "a poll closed early or opened again");
    public static readonly Check V20 = new("V20", "Every head in the journal lies on its board, in order.", "a board rewritten between two publications");
    public static readonly Check V21 = new("V21", "No unit of the vote was voided.", "a void election published as a result");

    public static readonly Check V22 = new("V22", "After the Closing head the unit's board got neutral ballots only, and none before it.", "ballots cast after the close");
    public static readonly Check V23 = new("V23", "The canvass counted what lies on the unit's board.", "ballots lost or set aside without a decision");
    public static readonly Check V24 = new("V24", "Each credential cast as often as the terms allow.", "revotes where the first ballot counts");
    public static readonly Check V25 = new("V25", "The journal names the unit's EndBallots event and tally.", "a board that went on");
    public static readonly Check V26 = new("V26", "The sign-off of the unit agrees with its board.", "members told other than observers");
    public static readonly Check V27 = new("V27", "Every opening leads to the sealed root.", "an opening made up");
    public static readonly Check V28 = new("V28", "Every unused credential is opened, and no used one.", "stuffing for those who did not vote");
    public static readonly Check V29 = new("V29", "The key was destroyed for exactly this end of the unit's board and this sign-off.", "a key kept to link members to ballots");

    public static readonly Check V30 = new("V30", "At least t trustees attested the unit, each once.", "too few trustees who looked");
    public static readonly Check V31 = new("V31", "All attestations of the unit say what its archive and the journal say.", "trustees who were shown different boards");
    public static readonly Check V32 = new("V32", "Every attestation of the unit is signed with the trustee's sealed key.", "attestations of strangers");
    public static readonly Check V33 = new("V33", "The trustees attested the unit before any of them decrypted, and only they decrypted.", "factors that leave before the board is agreed on");
    public static readonly Check V34 = new("V34", "There are second proofs of exactly the unit's decryptions.", "decryptions without the stronger proof");
    public static readonly Check V35 = new("V35", "Every second proof of the unit holds.", "a trustee that shifts a count by what Belenios's proof leaves out");

    public static readonly Check V36 = new("V36", "result.json belongs to this vote and has exactly its units and contests.", "a result of another vote");
    public static readonly Check V37 = new("V37", "The result names the unit's last event, sign-off, openings, attestations and second proofs.", "evidence exchanged after certification");
    public static readonly Check V38 = new("V38", "The unit's sheet follows from its board and the journal, and balances.", "ballots that appear or vanish in the report");
    public static readonly Check V39 = new("V39", "The outcomes follow from the sheets by the sealed rules.", "a wrong outcome from right counts");
    public static readonly Check V40 = new("V40", "The journal names this result.", "a result replaced by another");
    public static readonly Check V41 = new("V41", "Every certificate is of a certifier of the terms, once, under a key the terms list.", "certificates of strangers");
    public static readonly Check V42 = new("V42", "Every certificate is a verified passkey signature over this result.", "a signature for something else");
    public static readonly Check V43 = new("V43", "As many certifiers certified as the terms require.", "a result nobody certified");
    public static readonly Check V44 = new("V44", "The journal lists exactly these certificates.", "a dissent left out, turned round or reworded");
    public static readonly Check V45 = new("V45", "The unit's dossier was public for the notice period before the vote opened.", "a vote on a text nobody could read");

    /// <summary>Checks of the vote as a whole.</summary>
    public static ImmutableArray<Check> OfVote { get; } =
        [V01, V02, V03, V05, V07, V08, V09, V15, V16, V17, V18, V19, V20, V21, V36, V39, V40];

    /// <summary>Checks of each unit, beside those of its archive.</summary>
    public static ImmutableArray<Check> OfUnit { get; } =
    [
        V04, V10, V11, V12, V13, V14, V22, V23, V24, V25, V26, V27, V28, V29, V30, V31, V32, V33, V34, V35, V37, V38, V45,
    ];

    /// <summary>Checks of the certificates: not asked for before certification.</summary>
    public static ImmutableArray<Check> OfCertificates { get; } = [V06, V41, V42, V43, V44];

    public static ImmutableArray<Check> All { get; } = [.. OfVote.Concat(OfUnit).Concat(OfCertificates).OrderBy(c => c.Id, StringComparer.Ordinal)];
}
