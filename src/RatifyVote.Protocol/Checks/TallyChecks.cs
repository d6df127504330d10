// Checks Y, D and R: from the product of the ballots to the counts. Ref: belenios-format section 10, checks 8 to 10.
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tallies;
using static RatifyVote.Protocol.Checks.BoardChecks;

namespace RatifyVote.Protocol.Checks;

internal sealed class TallyChecks(CheckLog log, VerifiedBoard board)
{
    private static readonly Check[] DecryptionStages = [D01, D02, D03, D04, D05, D06];

    private readonly Dictionary<Check, (string Position, string Words)> failures = [];
    private long? totalWeight;

    /// <param name="ballots">Null when the ballots could not be judged.</param>
    public void Tally(BoardGroup group, BallotChecks? ballots)
    {
        byte[] tallyRecord = group.Records[0].Body;
        board.TallyHash = group.Records[0].Hash;
        bool tallyRead = EncryptedTally.TryParse(tallyRecord, out EncryptedTally? tally, out RecordFault tallyFault);
        bool sizeRead = SizedEncryptedTally.TryParse(group.Records[1].Body, out SizedEncryptedTally? sized, out RecordFault sizeFault);
        if (!tallyRead) log.Fail(Y01, "encrypted_tally", $"The record {tallyFault.Words()}.");
        else if (!sizeRead) log.Fail(Y01, "sized_encrypted_tally", $"The record {sizeFault.Words()}.");
        else log.Require(Y01, sized!.Tally == group.Records[0].Hash, "sized_encrypted_tally", "It names another tally than the one before it.");
        if (ballots is { AllValid: true })
        {
            TallyAccumulator product = ballots.Accumulator;
            totalWeight = product.TotalWeight;
            if (tally is not null) log.Require(Y02, tallyRecord.AsSpan().SequenceEqual(product.ToTally().Write()), "encrypted_tally", "It is not the product of the last ballots.");
            if (sized is not null)
            {
                log.Require(Y03, sized.NumTallied == product.NumTallied, "sized_encrypted_tally", $"It says {sized.NumTallied} ballots; there are {product.NumTallied}.");
                log.Require(Y04, sized.TotalWeight == product.TotalWeight, "sized_encrypted_tally", $"It says {sized.TotalWeight}; the weights add up to {product.TotalWeight}.");
            }
        }

        // Decryptions of another tally, or under another key, prove nothing about this one.
        if (tally is not null && board.Trustees is { } trustees && totalWeight is { } weight && log.HavePassed([E06, Y01, Y02]))
            board.Opening = TallyOpening.Of(board.Election!, trustees, tally, weight);
    }

    public void Decryption(BoardGroup group)
    {
        string position = $"decryption at height {group.Event.Height}";
        bool decryptionRead = PartialDecryption.TryParse(group.Records[0].Body, out PartialDecryption? decryption, out RecordFault fault);
        bool ownerRead = OwnedDecryption.TryParse(group.Records[1].Body, out OwnedDecryption? owned, out RecordFault ownerFault);
        if (!decryptionRead || !ownerRead)
        {
            Fail(D01, position, $"The record {(decryptionRead ? ownerFault : fault).Words()}.");
            return;
        }

        if (owned!.Payload != group.Records[0].Hash)
        {
            Fail(D01, position, "The owner's record names another decryption.");
            return;
        }

        bool known = board.Trustees is null || board.Trustees.TryFind(owned.Owner, out _, out _);
        if (!known) Fail(D02, position, $"There is no trustee {owned.Owner}.");
        bool repeated = board.Owners.Contains(owned.Owner);
        if (repeated) Fail(D03, position, $"Trustee {owned.Owner} has decrypted already.");
        board.Owners.Add(owned.Owner);
        if (!known || repeated || board.Opening is not { } opening) return;
        DecryptionFinding finding = opening.Verify(owned.Owner, decryption!, out VerifiedDecryption? verified);
        if (verified is not null) board.Decryptions.Add(verified);
        (Check? check, string words) = Judge(finding);
        if (check is not null) Fail(check, position, words);
    }

    /// <summary>To be called once, when the last decryption has been read.</summary>
    public void ConcludeDecryptions()
    {
        int firstUnreached = Array.FindIndex(DecryptionStages, failures.ContainsKey);
        if (firstUnreached < 0) firstUnreached = board.Opening is null ? Array.IndexOf(DecryptionStages, D04) - 1 : DecryptionStages.Length;
        for (int i = 0; i < DecryptionStages.Length; i++)
        {
            Check check = DecryptionStages[i];
            if (failures.TryGetValue(check, out (string Position, string Words) failure)) log.Fail(check, failure.Position, failure.Words);
            else if (i > firstUnreached) log.Skip(check, "Not reached for every decryption, or without a tally and trustees that are right.");
            else log.Pass(check);
        }

        if (failures.Count == 0 && board.Opening is { } opening)
            log.Require(D07, opening.Suffices(board.Decryptions), "decryptions", "Fewer trustees than needed decrypted.");
    }

    public void Result(BoardGroup group)
    {
        bool read = ElectionResult.TryParse(group.Records[0].Body, out ElectionResult? result, out RecordFault fault);
        log.Require(R01, read, "result", $"The record {fault.Words()}.");
        board.Result = result;
        if (result is null || board.Opening is not { } opening || !log.HavePassed(OfDecryptions)) return;
        ResultFinding finding = opening.Verify(board.Decryptions, result);
        (Check? failed, string words) = finding switch
        {
            ResultFinding.NotChecked or ResultFinding.NotEnoughDecryptions or ResultFinding.Valid => ((Check?)null, ""),
            ResultFinding.WrongShape => (R02, "There is not one count per slot."),
            ResultFinding.CountOutOfRange => (R03, "A count is larger than all ballots together."),
            ResultFinding.CountWrong => (R04, "A count is not what the decryptions give."),
            ResultFinding.SumWrong => (R05, "The counts do not add up to the ballots."),
        };
        SetupChecks.Staged(log, [R02, R03, R04, R05], failed, "result", words);
    }

    private static (Check? Check, string Words) Judge(DecryptionFinding finding) => finding switch
    {
        DecryptionFinding.NotChecked or DecryptionFinding.Valid or DecryptionFinding.BadSecondProof => (null, ""),
        DecryptionFinding.UnknownOwner => (D02, "There is no such trustee."),
        DecryptionFinding.WrongShape => (D04, "There is not one factor and one proof per slot."),
        DecryptionFinding.NotInGroup => (D05, "A factor is not a member of the group."),
        DecryptionFinding.ScalarOutOfRange => (D06, "A number of a proof is not below the group's order."),
        DecryptionFinding.BadProof => (D06, "The proof of a factor is wrong."),
    };

    private void Fail(Check check, string position, string words) => failures.TryAdd(check, (position, words));
}
