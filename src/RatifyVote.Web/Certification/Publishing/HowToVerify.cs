using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Certification.Publishing;

/// <summary>The README.txt beside a published vote: what a stranger does to check it.</summary>
internal static class HowToVerify
{
    public static string Text(Terms terms) => $"""
        {(terms.Practice ? "PRACTICE VOTE: it decides nothing.\n\n" : "")}{terms.Union}: {terms.Title}
        Everything needed to check this vote without trusting those who ran it.

        WITH OUR VERIFIER (source: the RatifyVote repository; needs the .NET runtime, no network)
            ratifyvote-verify THIS-FOLDER
        Its last line is VERIFIED, and it exits with 0, only when every check passed.

        WITH belenios-tool, A PROGRAM WE DID NOT WRITE (Debian: package belenios-tool, release 3.0 or later)
        Each unit is one election, one .bel file. For each, in an empty folder that holds only that file:
            belenios-tool election verify --dir FOLDER
        These releases do not report a bad ballot in "election verify". So run for every ballot as well:
            belenios-tool election verify-ballot --dir FOLDER --ballot BALLOT-FILE
        The ballots are the .data.json entries of the archive (it is a tar file without end blocks) that a Ballot event names.

        WHAT THE OTHER FILES ARE
            terms.json         what was fixed before the vote opened; its SHA-256 stands in every election and so in every ballot
            vote.json          the elections and their fingerprints
            journal.jsonl      the vote's own signed chain of what happened
            leaves/            commitments to the frozen roll, one per entry
            openings/          every credential that was not used, shown to be unused
            attestations/      what the trustees signed to have seen before they decrypted
            proofs2/           the trustees' second decryption proofs
            result.json        counts and outcome; the certifiers signed its SHA-256
            certificates.json  their signatures
            dossiers.json      hashes of the texts that members could read before voting

        A member finds a ballot by its tracker: the payload of its Ballot event, in base64.

        """.ReplaceLineEndings("\n");
}
