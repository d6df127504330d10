// Checks B and what the tally needs, ballot by ballot. Ref: belenios-format section 10, check 7; secrecy design C-04, C-09.
// Memory: one batch of ballots; a hash per ballot and per ciphertext; per credential where its last ballot lies. A revote
// reads the ballot it supersedes again, to divide it out of the product.
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tallies;
using static RatifyVote.Protocol.Checks.BoardChecks;

namespace RatifyVote.Protocol.Checks;

internal sealed class BallotChecks
{
    private const int BatchSize = 256;

    // In the order in which one ballot's checks are made: what stands after a failed one was not reached for that ballot.
    private static readonly Check[] Stages = [B01, B03, B04, B05, B06, B07, B08, B09, B10, B11, B12];

    private readonly CheckLog log;
    private readonly VerifiedBoard board;
    private readonly ArchiveReader reader;
    private readonly ParallelOptions parallel;
    private readonly BallotVerifier verifier;
    private readonly NeutralBallots? neutral;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly (long At, int Length)[] last;
    private readonly List<PendingBallot> batch = new(BatchSize);
    private readonly HashSet<RecordHash> ciphertexts = [];
    private readonly Dictionary<Check, (string Position, string Words, int More)> failures = [];
    private int firstUnreachedStage = Stages.Length;
    private bool afterNeutral;

    public BallotChecks(CheckLog log, VerifiedBoard board, ArchiveReader reader, int threads)
    {
        (this.log, this.board, this.reader) = (log, board, reader);
        parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Election election = board.Election!;
        verifier = new BallotVerifier(election, board.Credentials!);
        neutral = election.Binding is not null && election.Questions.All(q => q.Blank) ? new NeutralBallots(election) : null;
        for (int i = 0; i < board.Credentials!.Entries.Length; i++) places[board.Credentials.Entries[i].Text] = i;
        last = new (long, int)[places.Count];
        Accumulator = new TallyAccumulator(election);
    }

    /// <summary>The product of the last ballots so far.</summary>
    public TallyAccumulator Accumulator { get; }

    public bool AllValid => failures.Count == 0;

    public void Add(BoardGroup group)
    {
        if (group.ReplaysBallot)
        {
            // In order: the marks stand as the events do.
            Drain();
            Fail(B02, group.Event.Height, "The same ballot lies on the board before.");
            board.Ballots.Add(new BallotMark(group.Event.Height, -1, false));
            return;
        }

        ArchiveEntry entry = group.Records[0];
        batch.Add(new PendingBallot(group.Event.Height, entry.Body, entry.BodyAt));
        if (batch.Count == BatchSize) Drain();
    }

    /// <summary>Verifies what waits.</summary>
    public void Drain()
    {
        Parallel.ForEach(batch, parallel, ballot => ballot.Verify(verifier, neutral));
        foreach (PendingBallot ballot in batch) Merge(ballot);
        batch.Clear();
    }

    /// <summary>Says what was found. To be called once, when the last ballot has been read.</summary>
    public void Conclude()
    {
        Drain();
        for (int i = 0; i < Stages.Length; i++)
        {
            if (failures.ContainsKey(Stages[i])) Report(Stages[i]);
            else if (i >= firstUnreachedStage) log.Skip(Stages[i], "Not reached for every ballot.");
            else log.Pass(Stages[i]);
        }

        Check[] others = board.Election!.Binding is null ? [B02, B13] : [B02, B13, B14];
        foreach (Check check in others)
        {
            if (failures.ContainsKey(check)) Report(check);
            else if (failures.ContainsKey(B01)) log.Skip(check, "Not reached for every ballot: B01 failed.");
            else log.Pass(check);
        }
    }

    private void Report(Check check)
    {
        (string position, string words, int more) = failures[check];
        log.Fail(check, position, more == 0 ? words : $"{words} ({more} more)");
    }

    private void Merge(PendingBallot ballot)
    {
        if (ballot.Ballot is null) Fail(B01, ballot.Height, $"The ballot {ballot.Fault.Words()}.");
        else if (ballot.Finding is not BallotFinding.Valid) Fail(CheckOf(ballot.Finding), ballot.Height, ballot.Finding.Words());
        if (ballot.Ballot is not null && !IsNew(ballot)) Fail(B13, ballot.Height, "A ciphertext of the ballot occurs in an earlier one.");
        int place = ballot.Ballot is { } b && places.TryGetValue(b.Credential, out int found) ? found : -1;
        board.Ballots.Add(new BallotMark(ballot.Height, place, ballot.Neutral));
        if (place < 0) return;
        CheckNeutral(ballot, place);
        bool supersedes = last[place].Length > 0;
        if (!supersedes) board.CredentialsUsed++;
        if (ballot.Verified is { } verified && AllValid)
        {
            if (supersedes) Remove(last[place]);
            Accumulator.Add(verified.Ciphertexts, verified.Weight);
        }

        last[place] = (ballot.BodyAt, ballot.Length);
    }

    private bool IsNew(PendingBallot ballot)
    {
        bool isNew = !ballot.CiphertextHashes.Any(ciphertexts.Contains);
        ciphertexts.UnionWith(ballot.CiphertextHashes);
        return isNew;
    }

    private void CheckNeutral(PendingBallot ballot, int place)
    {
        if (!ballot.Neutral)
        {
            if (afterNeutral) Fail(B14, ballot.Height, "An ordinary ballot follows a neutral one.");
            return;
        }

        afterNeutral = true;
        if (last[place].Length == 0) Fail(B14, ballot.Height, "The neutral ballot supersedes none.");
    }

    private void Remove((long At, int Length) earlier)
    {
        // It was verified when it was added; it has been read from the same archive.
        if (!Ballot.TryParse(reader.ReadAgain(earlier.At, earlier.Length), out Ballot? ballot, out _)
            || verifier.Verify(ballot, out VerifiedBallot? verified) is not BallotFinding.Valid)
            throw new IOException("The archive changed while it was read.");
        Accumulator.Remove(verified!.Ciphertexts, verified.Weight);
    }

    private void Fail(Check check, int height, string words)
    {
        int stage = Array.IndexOf(Stages, check);
        if (stage >= 0) firstUnreachedStage = Math.Min(firstUnreachedStage, stage + 1);
        failures[check] = failures.TryGetValue(check, out (string Position, string Words, int More) first)
            ? first with { More = first.More + 1 }
            : ($"ballot at height {height}", words, 0);
    }

    private static Check CheckOf(BallotFinding finding) => finding switch
    {
        BallotFinding.NotChecked or BallotFinding.Valid => throw new ArgumentException("not a fault", nameof(finding)),
        BallotFinding.WrongElection => B03,
        BallotFinding.UnknownCredential => B04,
        BallotFinding.WrongShape => B05,
        BallotFinding.BadSignatureHash => B06,
        BallotFinding.ScalarOutOfRange => B07,
        BallotFinding.BadSignature => B08,
        BallotFinding.NotInGroup => B09,
        BallotFinding.BadIndividualProof => B10,
        BallotFinding.BadBlankProof => B11,
        BallotFinding.BadOverallProof => B12,
    };
}
