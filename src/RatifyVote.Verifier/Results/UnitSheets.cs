using RatifyVote.Domain.Reconciliation;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Verifier.Results;

/// <summary>The sheet of one unit, worked out from its board. Whoever writes result.json and whoever checks it ask here.</summary>
public static class UnitSheets
{
    /// <summary>Null unless the board has a bound election with one Yes/No/blank question and a result.</summary>
    /// <param name="sparesUsed">RollAddition entries of the unit in the journal.</param>
    /// <param name="removed">Removed entries of the unit in the journal.</param>
    public static UnitSheet? Of(VerifiedBoard board, int sparesUsed, int removed)
    {
        if (board.Election?.Binding is not { } binding || board.Result?.Counts is not [[var blank, var yes, var no]]) return null;
        if (Math.Max(blank, Math.Max(yes, no)) > int.MaxValue) return null;
        int neutral = board.Ballots.Count(b => b.Neutral);
        int received = board.Ballots.Count - neutral;
        int superseded = received - board.CredentialsUsed;
        return new UnitSheet(
            binding.Members, binding.Spares, sparesUsed, removed, binding.Members - removed + sparesUsed,
            received, superseded, Void: 0, SetAside: neutral, Counted: received - superseded - neutral,
            Blank: (int)blank - neutral, Yes: (int)yes, No: (int)no);
    }

    /// <summary>The first equation that does not balance, in words, or null.</summary>
    public static string? ImbalanceOf(UnitSheet s) => new ReconciliationSheet(
        s.Members, s.Spares, (long)s.Members + s.Spares, s.SparesUsed, s.Removed, s.Eligible, s.Received, s.Superseded, s.Void, s.SetAside,
        s.Counted, s.Blank, s.Yes, s.No).Violations() is [var first, ..] ? first.InWords() : null;
}
