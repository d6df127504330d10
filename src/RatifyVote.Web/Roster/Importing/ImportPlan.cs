using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;

namespace RatifyVote.Web.Roster.Importing;

/// <summary>What a line does to the rolls. Texts: <c>LineEffect.*</c>.</summary>
internal enum LineEffect { Unchanged, Changed, NewMembership, NewMember }

/// <summary>Texts: <c>ChangedField.*</c>.</summary>
internal enum ChangedField { Name, Email, DateOfBirth, Standing, Since, Until }

/// <param name="Before">As it is; empty for a date of birth, which nobody can read back.</param>
internal sealed record FieldChange(ChangedField What, string Before, string After);

/// <param name="Member">The member on the rolls, or null when the line brings a new one.</param>
/// <param name="Membership">The membership on the rolls, or null when the line brings a new one.</param>
internal sealed record PlannedLine(StagedLine Line, LineEffect Effect, IReadOnlyList<FieldChange> Changes, Guid? Member, Guid? Membership);

/// <summary>What happens in one local.</summary>
/// <param name="NotInFile">Members on the rolls whom the file does not name; they stay as they are.</param>
internal sealed record LocalPlan(LocalNumber Local, int Added, int Changed, int Unchanged, int NotInFile);

/// <summary>What applying a file would change, compared with the rolls as they are.</summary>
/// <param name="Lines">In order of card number and local, so the order of the file makes no difference.</param>
/// <param name="Findings">Why it cannot be applied; empty when it can.</param>
internal sealed record ImportPlan(DateOnly From, IReadOnlyList<PlannedLine> Lines, IReadOnlyList<LineFinding> Findings, IReadOnlyList<LocalPlan> Locals)
{
    public ImportCounts Counts { get; } = new(
        Lines.Count,
        Lines.Where(line => line.Effect is LineEffect.NewMember).DistinctBy(line => line.Line.Card).Count(),
        Lines.Count(line => line.Effect is LineEffect.NewMembership),
        Lines.Count(line => line.Effect is LineEffect.Changed),
        Lines.Count(line => line.Effect is LineEffect.Unchanged));

    /// <summary>Names exactly these changes from exactly this state of the rolls: what was confirmed is what is done. SHA-256, hex.</summary>
    public string Hash { get; } = HashOf(From, Lines);

    private static string HashOf(DateOnly from, IReadOnlyList<PlannedLine> lines)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Canonical cells hold no control characters, so a line break ends a cell and no two plans share a text.
        Add(hash, [Text(from)]);
        foreach (PlannedLine planned in lines)
        {
            StagedLine line = planned.Line;
            Add(hash,
            [
                line.Card, line.Local.ToString(), line.Name, line.Email, line.Standing.ToString(), line.Secret is null ? "" : Convert.ToHexStringLower(line.Secret),
                Text(line.Since), Text(line.Until), planned.Effect.ToString(), .. planned.Changes.SelectMany(change => new[] { change.What.ToString(), change.Before, change.After }),
            ]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, IEnumerable<string> cells) => hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', cells) + "\n\n"));

    internal static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A standing as roster files write it.</summary>
    internal static string Text(Standing standing) => standing switch
    {
        Standing.Unknown => "",
        Standing.Good => "good",
        Standing.DuesOutstanding => "dues-outstanding",
        Standing.Suspended => "suspended",
        Standing.Withdrawn => "withdrawn",
    };
}

/// <param name="MembershipsAdded">New memberships of members already on the rolls.</param>
internal sealed record ImportCounts(int Lines, int MembersAdded, int MembershipsAdded, int Changed, int Unchanged);
