using System.Globalization;
using System.Numerics;
using RatifyVote.Protocol.Groups.FiniteField;
using RatifyVote.Protocol.Groups.Scalars;

namespace RatifyVote.Protocol.Groups;

/// <summary>A member of a finite-field group, as the integer 0 &lt; x &lt; p.</summary>
internal sealed class FiniteFieldElement(FiniteFieldGroup group, BigInteger value) : Element
{
    public readonly FiniteFieldGroup Group = group;
    public readonly BigInteger Value = value;
}

/// <summary>The subgroup of order q of the integers mod p (belenios-format section 2). Text form: decimal.</summary>
/// <remarks>Not constant time: a trustee's key of such an election must not be used on a shared machine.</remarks>
internal sealed class FiniteFieldGroup : RingGroup
{
    internal static new Group Belenios2048 { get; } = new FiniteFieldGroup(FiniteFieldParameters.Belenios2048, new Ring256(
        new Scalar(0xe20263387d55c491, 0xf0fa90c2168bc709, 0xf4daa0f2579db7f2, 0xadb6066a73522565),
        [0x4bd522e2ce786c27, 0xde57db9ab09b5588, 0xe5d879c0a5ee2f9d, 0x79452cef10dbffa2, 0x1]), mayBeCreated: true);

    internal static Group Rfc3526 { get; } = new FiniteFieldGroup(
        FiniteFieldParameters.Rfc3526, new WideRing(FiniteFieldParameters.Rfc3526.Q), mayBeCreated: false);

    private readonly BigInteger p, q;
    private readonly int maximalDigits;

    private FiniteFieldGroup(FiniteFieldParameters parameters, ScalarRing ring, bool mayBeCreated) : base(ring)
    {
        (Name, p, q) = (parameters.Name, parameters.P, parameters.Q);
        MayBeCreated = mayBeCreated;
        maximalDigits = p.ToString(CultureInfo.InvariantCulture).Length;
        Generator = new FiniteFieldElement(this, parameters.G);
        Identity = new FiniteFieldElement(this, BigInteger.One);
    }

    public override string Name { get; }
    public override bool MayBeCreated { get; }
    public override Element Generator { get; }
    public override Element Identity { get; }

    public override bool TryDecode(ReadOnlySpan<char> text, out Element element)
    {
        element = Identity;
        if (!CanonicalDecimal.TryParse(text, maximalDigits, out BigInteger value)) return false;
        if (value.IsZero || value >= p || !BigInteger.ModPow(value, q, p).IsOne) return false;
        element = new FiniteFieldElement(this, value);
        return true;
    }

    public override string Encode(Element element) => Own(element).ToString(CultureInfo.InvariantCulture);

    public override string[] EncodeAll(ReadOnlySpan<Element> elements)
    {
        string[] texts = new string[elements.Length];
        for (int i = 0; i < texts.Length; i++) texts[i] = Encode(elements[i]);
        return texts;
    }

    public override bool AreEqual(Element a, Element b) => Own(a) == Own(b);
    public override Element Multiply(Element a, Element b) => Make(Own(a) * Own(b) % p);
    public override Element Invert(Element a) => Make(BigInteger.ModPow(Own(a), p - 2, p));

    public override Element Power(Element x, Scalar s)
    {
        Ring.RequireReduced(s);
        return Make(BigInteger.ModPow(Own(x), WideRing.ToInteger(s), p));
    }

    public override Element PowerOfGenerator(Scalar s) => Power(Generator, s);
    public override Element PowerVarTime(Element x, Scalar s) => Power(x, s);

    public override Element ProductOfPowersVarTime(ReadOnlySpan<Element> bases, ReadOnlySpan<Scalar> exponents)
    {
        RequireSameLength(bases, exponents);
        Element product = Identity;
        for (int i = 0; i < bases.Length; i++) product = Multiply(product, Power(bases[i], exponents[i]));
        return product;
    }

    public override Element Prepare(Element x) => Make(Own(x));
    public override Element Tabulate(Element x) => Make(Own(x));

    private FiniteFieldElement Make(BigInteger value) => new(this, value);

    private BigInteger Own(Element element) => element is FiniteFieldElement own && own.Group == this
        ? own.Value : throw new ArgumentException("The element belongs to another group.", nameof(element));
}
