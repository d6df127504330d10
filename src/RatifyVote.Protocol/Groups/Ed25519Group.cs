using System.Buffers;
using System.Globalization;
using RatifyVote.Protocol.Groups.Edwards;
using RatifyVote.Protocol.Groups.Scalars;

namespace RatifyVote.Protocol.Groups;

/// <summary>A point of edwards25519 in the subgroup of prime order; what stands behind it for speed is not part of its identity.</summary>
internal sealed class Ed25519Element(in EdwardsPoint point) : Element
{
    public readonly EdwardsPoint Point = point;

    /// <summary>Of a prepared base: the CombTable of <see cref="PointPowers.Instance"/>'s kind.</summary>
    public object? Comb { get; init; }

    /// <summary>Of a tabulated base, and without tables of a product of such: the PointParts of <see cref="PointPowers.Instance"/>'s kind.</summary>
    public object? Parts { get; init; }
}

/// <summary>The group every RatifyVote election uses: edwards25519's subgroup of prime order q = 2^252 + 27742317777372353535851937790883648493.</summary>
/// <remarks>Text form (Belenios, not RFC 8032): 64 lower-case hex digits of the integer y + 2^255*(x mod 2), most significant first.
/// Ref: RFC 8032, 5.1; belenios-format section 2. Secret exponents (Power, PowerOfGenerator) take the same steps for all values.</remarks>
internal sealed class Ed25519Group : RingGroup
{
    internal static readonly Scalar Order = new(0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000);
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private const int TextLength = 64;

    internal static Group Instance { get; } = new Ed25519Group();

    private readonly PointPowers powers = PointPowers.Instance;

    private Ed25519Group()
        : base(new Ring256(Order, [0xed9ce5a30a2c131b, 0x2106215d086329a7, 0xffffffffffffffeb, 0xffffffffffffffff, 0xf]))
    {
        Generator = powers.Prepare(new Ed25519Element(EdwardsPoint.BasePoint));
        Identity = new Ed25519Element(EdwardsPoint.Identity);
    }

    public override string Name => "Ed25519";
    public override Element Generator { get; }
    public override Element Identity { get; }

    public override bool TryDecode(ReadOnlySpan<char> text, out Element element)
    {
        element = Identity;
        if (text.Length != TextLength || text.ContainsAnyExcept(HexDigits)) return false;
        ulong w3 = Word(text), w2 = Word(text[16..]), w1 = Word(text[32..]), w0 = Word(text[48..]);
        bool odd = w3 >> 63 != 0;
        w3 &= ulong.MaxValue >> 1;
        FieldElement y = FieldElement.FromWords(w0, w1, w2, w3);
        if (y.ToCanonicalWords() != (w0, w1, w2, w3)) return false;
        if (!EdwardsPoint.TryFromY(y, odd, out EdwardsPoint point) || !PrimeSubgroup.Contains(point.X, point.Y)) return false;
        element = new Ed25519Element(point);
        return true;
    }

    private static ulong Word(ReadOnlySpan<char> text) => ulong.Parse(text[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public override string Encode(Element element)
    {
        ref readonly EdwardsPoint point = ref Own(element).Point;
        FieldElement inverse = FieldElement.One;
        if (!IsOne(point.Z)) FieldElement.Invert(out inverse, point.Z);
        return Text(point, inverse);
    }

    public override string[] EncodeAll(ReadOnlySpan<Element> elements)
    {
        FieldElement[] inverses = new FieldElement[elements.Length];
        for (int i = 0; i < elements.Length; i++) inverses[i] = Own(elements[i]).Point.Z;
        BatchInversion.InvertAll(inverses);
        string[] texts = new string[elements.Length];
        for (int i = 0; i < elements.Length; i++) texts[i] = Text(Own(elements[i]).Point, inverses[i]);
        return texts;
    }

    private static bool IsOne(in FieldElement z) => z.V0 == 1 && (z.V1 | z.V2 | z.V3 | z.V4) == 0;

    private static string Text(in EdwardsPoint point, in FieldElement inverseZ)
    {
        FieldElement.Multiply(out FieldElement x, point.X, inverseZ);
        FieldElement.Multiply(out FieldElement y, point.Y, inverseZ);
        var words = y.ToCanonicalWords();
        if (x.IsOdd()) words.W3 |= 1UL << 63;
        return string.Create(TextLength, words, static (text, w) =>
        {
            HexWord(text, w.W3);
            HexWord(text[16..], w.W2);
            HexWord(text[32..], w.W1);
            HexWord(text[48..], w.W0);
        });
    }

    private static void HexWord(Span<char> text, ulong word)
    {
        for (int i = 15; i >= 0; i--, word >>= 4) text[i] = "0123456789abcdef"[(int)(word & 15)];
    }

    public override bool AreEqual(Element a, Element b) => EdwardsPoint.AreEqual(Own(a).Point, Own(b).Point);

    public override Element Multiply(Element a, Element b) => powers.Multiply(Own(a), Own(b));

    public override Element Invert(Element a)
    {
        EdwardsPoint.Negate(out EdwardsPoint minus, Own(a).Point);
        return new Ed25519Element(minus);
    }

    public override Element Power(Element x, Scalar s)
    {
        Ring.RequireReduced(s);
        powers.Multiply(out EdwardsPoint product, Own(x), s);
        return new Ed25519Element(product);
    }

    public override Element PowerOfGenerator(Scalar s) => Power(Generator, s);

    public override Element PowerVarTime(Element x, Scalar s) => ProductOfPowersVarTime([x], [s]);

    public override Element ProductOfPowersVarTime(ReadOnlySpan<Element> bases, ReadOnlySpan<Scalar> exponents)
    {
        RequireSameLength(bases, exponents);
        foreach (Scalar exponent in exponents) Ring.RequireReduced(exponent);
        foreach (Element x in bases) Own(x);
        powers.SumVarTime(out EdwardsPoint sum, bases, exponents);
        return new Ed25519Element(sum);
    }

    public override Element Prepare(Element x) => powers.Prepare(Own(x));
    public override Element Tabulate(Element x) => powers.Tabulate(Own(x));

    private static Ed25519Element Own(Element element) =>
        element as Ed25519Element ?? throw new ArgumentException("The element belongs to another group.", nameof(element));
}
