// The whole verification of one archive, in one pass. Ref: SPEC.md, "Checks of an archive".
using RatifyVote.Protocol.Boards;
using static RatifyVote.Protocol.Checks.BoardChecks;

namespace RatifyVote.Protocol.Checks;

/// <summary>What the checks of one archive found, and what it holds.</summary>
/// <param name="Results">One line per required check, in the order of SPEC.md.</param>
public sealed record BoardReport(IReadOnlyList<CheckResult> Results, VerifiedBoard Board)
{
    /// <summary>Every required check has passed, exactly once.</summary>
    public bool Verified => Results.Count > 0 && Results.All(r => r.Finding is Finding.Passed)
        && Results.DistinctBy(r => r.Check).Count() == Results.Count;
}

/// <summary>Verifies archives.</summary>
public static class BoardVerification
{
    /// <summary>Reads a seekable stream, at the archive's first byte, to its end. Never throws on what the bytes say.</summary>
    /// <param name="subject">The unit's uuid where it is known, else empty.</param>
    public static BoardReport Run(Stream archive, BoardVerificationOptions options, string subject = "")
    {
        CheckLog log = new(subject);
        VerifiedBoard board = new();
        if (options.OlderCopy is { } older)
        {
            long start = archive.Position;
            long? difference = ArchivePrefix.FirstDifference(older, archive);
            log.Require(A09, difference is null, $"byte {difference}", "The archive does not extend the older copy.");
            archive.Position = start;
        }

        new Pass(archive, options, log, board).Run();
        return new BoardReport(log.Results(Required(options, board)), board);
    }

    private static List<Check> Required(BoardVerificationOptions options, VerifiedBoard board)
    {
        bool ours = board.Election?.Binding is not null;
        return [.. All.Where(check =>
            (check != A09 || options.OlderCopy is not null)
            && (check != C07 || ours) && (check != B14 || ours)
            && (check != C08 || options.CredentialsFingerprint is not null)
            && (!options.BeforeDecryption || !(OfDecryptions.Contains(check) || OfResult.Contains(check))))];
    }

    private sealed class Pass(Stream archive, BoardVerificationOptions options, CheckLog log, VerifiedBoard board)
    {
        private readonly ArchiveReader reader = new(archive);
        private readonly TallyChecks tally = new(log, board);
        private BallotChecks? ballots;
        private bool ballotsConcluded;
        private bool decryptionsConcluded;

        public void Run()
        {
            BoardGroups groups = new(reader);
            while (groups.Next() is { } group)
            {
                board.EventHashes.Add(group.Hash);
                board.State = groups.State;
                Take(group);
                options.Progress?.Report(reader.Position);
            }

            ConcludeArchive(groups);
        }

        private void Take(BoardGroup group)
        {
            switch (group.Event.Type)
            {
                case BoardEventType.Setup:
                    SetupChecks setup = new(log, options, board);
                    setup.Run(group);
                    if (setup.ElectionUsable && setup.CredentialsUsable) ballots = new BallotChecks(log, board, reader, options.Threads);
                    break;
                case BoardEventType.Ballot:
                    ballots?.Add(group);
                    break;
                case BoardEventType.EndBallots:
                    ConcludeBallots();
                    board.EndBallotsHeight = group.Event.Height;
                    break;
                case BoardEventType.EncryptedTally:
                    tally.Tally(group, ballots);
                    break;
                case BoardEventType.PartialDecryption:
                    if (!options.BeforeDecryption) tally.Decryption(group);
                    break;
                case BoardEventType.Result:
                    if (options.BeforeDecryption) break;
                    ConcludeDecryptions();
                    tally.Result(group);
                    break;
            }
        }

        private void ConcludeBallots()
        {
            if (ballotsConcluded) return;
            ballotsConcluded = true;
            ballots?.Conclude();
        }

        private void ConcludeDecryptions()
        {
            if (decryptionsConcluded) return;
            decryptionsConcluded = true;
            tally.ConcludeDecryptions();
        }

        private void ConcludeArchive(BoardGroups groups)
        {
            bool sound = groups.Fault is ChainFault.None;
            // On an archive that ends well but early, what is there has been judged in full.
            if (sound && board.State is not BoardState.Empty) ConcludeBallots();
            if (sound && board.State is BoardState.Decrypting && !options.BeforeDecryption) ConcludeDecryptions();
            (Check? failed, string words) = (reader.Fault, groups.Fault) switch
            {
                (ArchiveFault.None, ChainFault.None) => ((Check?)null, ""),
                (ArchiveFault.FirstEntryNotHeader or ArchiveFault.OtherTime, _) => (A02, reader.Fault.Words()),
                (ArchiveFault.NameNotHash, _) => (A03, reader.Fault.Words()),
                (not ArchiveFault.None, _) => (A01, reader.Fault.Words()),
                (_, ChainFault.EventNotCanonical) => (A04, groups.Fault.Words()),
                (_, ChainFault.WrongHeightOrParent) => (A05, groups.Fault.Words()),
                (_, ChainFault.EventOutOfOrder) => (A06, $"{groups.Fault.Words()} ({groups.FaultyType})"),
                _ => (A07, groups.Fault.Words()),
            };
            string position = $"byte {reader.EntryAt}";
            foreach (Check check in OfArchive[..7])
            {
                if (check == failed) log.Fail(check, position, words);
                else if (failed is null) log.Pass(check);
                else log.Skip(check, $"Not reached for the whole archive: {failed} failed.");
            }

            if (failed is not null) return;
            bool far = options.BeforeDecryption ? board.State >= BoardState.Tallied : board.State is BoardState.Finished;
            if (far) log.Pass(A08);
            else log.Skip(A08, board.State.Words());
        }
    }
}
