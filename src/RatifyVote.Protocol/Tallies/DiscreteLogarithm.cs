using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Tallies;

/// <summary>Finds v in g^v for 0 &lt;= v &lt;= bound by baby steps and giant steps: about 2 sqrt(bound) operations, the baby
/// steps shared by all slots of a tally.</summary>
internal sealed class DiscreteLogarithm
{
    private const long LargestBound = 1L << 44;
    private const int Batch = 256;

    private readonly Group group;
    private readonly long bound;
    private readonly int steps;
    private readonly Dictionary<string, int> babySteps;
    private readonly Element giantStep;

    internal DiscreteLogarithm(Group group, long bound)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bound, LargestBound);
        ArgumentOutOfRangeException.ThrowIfNegative(bound);
        this.group = group;
        this.bound = bound;
        steps = (int)Math.Ceiling(Math.Sqrt(bound + 1.0));
        babySteps = new Dictionary<string, int>(steps, StringComparer.Ordinal);
        Walk(group.Identity, group.Generator, steps, (text, j) =>
        {
            babySteps[text] = j;
            return false;
        });
        giantStep = group.Invert(group.PowerVarTime(group.Generator, group.ScalarOf(steps)));
    }

    internal bool TryFind(Element power, out long exponent)
    {
        long found = -1;
        Walk(power, giantStep, (int)(bound / steps) + 1, (text, i) =>
        {
            if (!babySteps.TryGetValue(text, out int j)) return false;
            found = (long)i * steps + j;
            return true;
        });
        exponent = found;
        return found >= 0 && found <= bound;
    }

    // start, start * step, start * step^2, ... encoded in batches, until told to stop.
    private void Walk(Element start, Element step, int count, Func<string, int, bool> stop)
    {
        Element at = start;
        Element[] batch = new Element[Math.Min(Batch, count)];
        for (int first = 0; first < count; first += Batch)
        {
            int length = Math.Min(Batch, count - first);
            for (int i = 0; i < length; i++)
            {
                batch[i] = at;
                at = group.Multiply(at, step);
            }

            string[] texts = group.EncodeAll(batch.AsSpan(0, length));
            for (int i = 0; i < length; i++)
            {
                if (stop(texts[i], first + i)) return;
            }
        }
    }
}
