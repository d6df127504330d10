using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Elections;

/// <summary>What is wrong with an election record that was read (belenios-format section 10, check 4).</summary>
public enum ElectionFinding
{
    NotChecked,
    Valid,
    BadUuid,
    NoQuestion,
    BadBounds,
    KeyNotInGroup,
    KeyIsIdentity,
    KeyNotFromTrustees,
}

/// <summary>Judges an election record against the trustees' joint key.</summary>
public static class ElectionCheck
{
    /// <summary>The largest number of answers of a question; bounds what a hostile record can make a verifier do.</summary>
    public const int MostAnswers = 1000;

    /// <summary>The first thing wrong, or Valid. <paramref name="jointKey"/> is the product of the trustees' sub-keys.</summary>
    public static ElectionFinding Verify(Election election, Element jointKey)
    {
        ElectionFinding finding = VerifyAlone(election);
        if (finding is not ElectionFinding.Valid) return finding;
        return election.PublicKey == election.Group.Encode(jointKey) ? ElectionFinding.Valid : ElectionFinding.KeyNotFromTrustees;
    }

    /// <summary>As <see cref="Verify"/>, without the trustees.</summary>
    public static ElectionFinding VerifyAlone(Election election)
    {
        if (!ElectionUuid.IsWellFormed(election.Uuid)) return ElectionFinding.BadUuid;
        if (election.Questions.IsEmpty) return ElectionFinding.NoQuestion;
        foreach (Question q in election.Questions)
        {
            // The reader already refuses negative bounds.
            if (q.Min > q.Max || q.Max > q.Answers.Length || q.Answers.Length is 0 or > MostAnswers) return ElectionFinding.BadBounds;
        }

        if (!election.Group.TryDecode(election.PublicKey, out Element key)) return ElectionFinding.KeyNotInGroup;
        return election.Group.IsIdentity(key) ? ElectionFinding.KeyIsIdentity : ElectionFinding.Valid;
    }
}
