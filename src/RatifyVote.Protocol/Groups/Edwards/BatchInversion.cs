namespace RatifyVote.Protocol.Groups.Edwards;

internal static class BatchInversion
{
    /// <summary>Replaces every element by its inverse, with one inversion and three products each (Montgomery's trick). None may be zero.</summary>
    public static void InvertAll(Span<FieldElement> elements)
    {
        if (elements.IsEmpty) return;
        FieldElement[] prefix = new FieldElement[elements.Length];
        FieldElement running = FieldElement.One;
        for (int i = 0; i < elements.Length; i++)
        {
            prefix[i] = running;
            FieldElement.Multiply(out running, running, elements[i]);
        }
        FieldElement.Invert(out running, running);
        for (int i = elements.Length - 1; i >= 0; i--)
        {
            FieldElement.Multiply(out FieldElement inverse, running, prefix[i]);
            FieldElement.Multiply(out running, running, elements[i]);
            elements[i] = inverse;
        }
    }
}
