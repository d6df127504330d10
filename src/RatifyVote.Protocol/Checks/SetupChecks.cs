// Checks E, T and C: what is fixed before the first ballot. Ref: belenios-format section 10, checks 3 to 6.
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Trustees;
using static RatifyVote.Protocol.Checks.BoardChecks;

namespace RatifyVote.Protocol.Checks;

internal sealed class SetupChecks(CheckLog log, BoardVerificationOptions options, VerifiedBoard board)
{
    /// <summary>The election can be used to read ballots: its own key is a member of a known group.</summary>
    public bool ElectionUsable { get; private set; }

    /// <summary>The list can be used to judge ballots.</summary>
    public bool CredentialsUsable { get; private set; }

    public void Run(BoardGroup setup)
    {
        CheckLinks(setup);
        ReadElection(setup.Records[0].Body);
        ReadTrustees(setup.Records[1].Body);
        ReadCredentials(setup.Records[2].Body);
        if (board.Election is null) return;
        VerifyTrustees(board.Election);
        VerifyElection(board.Election);
        VerifyCredentials(board.Election);
    }

    private void CheckLinks(BoardGroup setup)
    {
        if (!SetupData.TryParse(setup.Records[3].Body, out SetupData? data, out RecordFault fault))
        {
            log.Fail(E01, "setup_data", $"The record {fault.Words()}.");
            return;
        }

        bool linked = data.Election == setup.Records[0].Hash && data.Trustees == setup.Records[1].Hash && data.Credentials == setup.Records[2].Hash;
        log.Require(E01, linked, "setup_data", "It names other records than those before it.");
    }

    private void ReadElection(byte[] record)
    {
        bool read = Election.TryParse(record, out Election? election, out RecordFault fault);
        log.Require(E02, read, "election", $"The record {fault.Words()}.");
        board.Election = election;
    }

    private void ReadTrustees(byte[] record)
    {
        bool read = TrusteeList.TryParse(record, out TrusteeList? trustees, out RecordFault fault);
        log.Require(T01, read, "trustees", $"The record {fault.Words()}.");
        board.TrusteeList = trustees;
    }

    private void ReadCredentials(byte[] record)
    {
        bool read = PublicCredentials.TryParse(record, out PublicCredentials? credentials, out RecordFault fault);
        log.Require(C01, read, "public_credentials", $"The record {fault.Words()}.");
        board.Credentials = credentials;
    }

    private void VerifyElection(Election election)
    {
        ElectionFinding finding = board.Trustees is { } trustees
            ? ElectionCheck.Verify(election, trustees.JointKey)
            : ElectionCheck.VerifyAlone(election);
        string words = finding switch
        {
            ElectionFinding.NotChecked or ElectionFinding.Valid => "",
            ElectionFinding.BadUuid => "The uuid is not 14 to 64 base58 characters.",
            ElectionFinding.NoQuestion => "There is no question.",
            ElectionFinding.BadBounds => "A question has bounds that its answers do not allow.",
            ElectionFinding.KeyNotInGroup => "The key is not a member of the group.",
            ElectionFinding.KeyIsIdentity => "The key is the identity.",
            ElectionFinding.KeyNotFromTrustees => "The key is not the product of the trustees' keys.",
        };
        Check? failed = finding switch
        {
            ElectionFinding.NotChecked or ElectionFinding.Valid => null,
            ElectionFinding.BadUuid => E03,
            ElectionFinding.NoQuestion or ElectionFinding.BadBounds => E04,
            ElectionFinding.KeyNotInGroup or ElectionFinding.KeyIsIdentity => E05,
            ElectionFinding.KeyNotFromTrustees => E06,
        };
        Staged(log, board.Trustees is null ? [E03, E04, E05] : [E03, E04, E05, E06], failed, "election", words);
        ElectionUsable = failed is null || failed == E06;
    }

    private void VerifyTrustees(Election election)
    {
        if (board.TrusteeList is not { } trustees) return;
        string? vote = election.Binding is null ? null : options.Vote ?? VoteNamedIn(trustees);
        TrusteesOutcome outcome = TrusteesVerifier.Verify(trustees, election.Group, vote);
        board.Trustees = outcome.Verified;
        Check? first = null;
        foreach (Check check in OfTrustees.Skip(1))
        {
            TrusteeFault? fault = outcome.Faults.Cast<TrusteeFault?>().FirstOrDefault(f => CheckOf(f!.Value.Finding) == check);
            if (fault is { } found)
            {
                first ??= check;
                log.Fail(check, found.Owner == 0 ? "trustees" : $"trustee {found.Owner}", found.Finding.Words());
            }
            else if (first is null)
            {
                log.Pass(check);
            }
            else
            {
                log.Skip(check, $"Not every trustee got as far: {first} failed.");
            }
        }
    }

    // The vote is named in terms.json, which an archive alone does not hold: then all certificates must name the same one.
    private static string VoteNamedIn(TrusteeList trustees)
    {
        TrusteeItem.Pedersen? item = trustees.Items.OfType<TrusteeItem.Pedersen>().FirstOrDefault();
        return item is { Certs.IsEmpty: false } && CertMessage.TryParse(item.Certs[0].Message, out CertMessage? cert) ? cert.Vote ?? "" : "";
    }

    private static Check CheckOf(TrusteeFinding finding) => finding switch
    {
        TrusteeFinding.NotChecked or TrusteeFinding.Valid => throw new ArgumentException("not a fault", nameof(finding)),
        TrusteeFinding.NoTrustees or TrusteeFinding.ThresholdOutOfRange or TrusteeFinding.CountsDiffer => T02,
        TrusteeFinding.CertUnreadable or TrusteeFinding.CertWithoutContext or TrusteeFinding.CertWrongContext => T03,
        TrusteeFinding.CertWithoutBinding or TrusteeFinding.CertWrongVote => T04,
        TrusteeFinding.CertKeyNotInGroup or TrusteeFinding.CertKeyIsIdentity => T05,
        TrusteeFinding.CertBadSignature => T06,
        TrusteeFinding.CoefexpsUnreadable or TrusteeFinding.CoefexpsBadSignature or TrusteeFinding.CoefexpsWrongLength
            or TrusteeFinding.CoefexpsNotInGroup => T07,
        TrusteeFinding.CoefexpsNotCommitted => T08,
        TrusteeFinding.KeyRepeated => T09,
        TrusteeFinding.SignatureMissing or TrusteeFinding.SignatureWrong => T10,
        TrusteeFinding.KeyNotInGroup or TrusteeFinding.KeyIsIdentity => T11,
        TrusteeFinding.KeyBadPok => T12,
        TrusteeFinding.KeySignatureMissing or TrusteeFinding.KeyBadSignature => T13,
        TrusteeFinding.KeyNotFromCoefexps => T14,
    };

    private void VerifyCredentials(Election election)
    {
        if (board.Credentials is not { } list) return;
        CredentialsFinding finding = list.Verify(election.Group, mustBeSorted: election.Binding is not null);
        string words = finding switch
        {
            CredentialsFinding.NotChecked or CredentialsFinding.Valid => "",
            CredentialsFinding.NotInGroup => "A credential is not a member of the group.",
            CredentialsFinding.Identity => "A credential is the identity: anybody can sign with it.",
            CredentialsFinding.Repeated => "A credential is listed twice.",
            CredentialsFinding.NotSorted => "The credentials are not in ascending order.",
            CredentialsFinding.TotalWeightTooLarge => "The weights add up to more than can be counted.",
        };
        Check? failed = finding switch
        {
            CredentialsFinding.NotChecked or CredentialsFinding.Valid => null,
            CredentialsFinding.Repeated => C02,
            CredentialsFinding.NotInGroup => C03,
            CredentialsFinding.Identity => C04,
            CredentialsFinding.NotSorted => C05,
            CredentialsFinding.TotalWeightTooLarge => C06,
        };
        // The entries are judged one by one, so that whatever is wrong with one leaves the rest unjudged.
        Staged(log, [C02], failed, "public_credentials", words);
        foreach (Check check in (ReadOnlySpan<Check>)[C03, C04, C05, C06])
        {
            if (failed is null) log.Pass(check);
            else if (failed == check) log.Fail(check, "public_credentials", words);
            else log.Skip(check, $"Not reached for every entry: {failed} failed.");
        }

        CredentialsUsable = failed is null || failed == C05;
        if (election.Binding is { } binding)
        {
            log.Require(C07, list.Hash == binding.Credentials && list.Entries.Length == binding.Members + (long)binding.Spares, "public_credentials",
                "The list is not the one that the election record names, or not as long as its roll.");
        }

        if (options.CredentialsFingerprint is { } fingerprint)
            log.Require(C08, list.Hash == fingerprint, "public_credentials", $"The list has the fingerprint {list.Hash.ToBase64()}.");
    }

    /// <summary>Checks made in order, of which at most one failed: those before it passed, those after it were not reached.</summary>
    internal static void Staged(CheckLog log, ReadOnlySpan<Check> stages, Check? failed, string position, string words)
    {
        bool reached = true;
        foreach (Check check in stages)
        {
            if (!reached) log.Skip(check, $"Not reached: {failed} failed.");
            else if (check == failed) log.Fail(check, position, words);
            else log.Pass(check);
            reached &= check != failed;
        }
    }
}
