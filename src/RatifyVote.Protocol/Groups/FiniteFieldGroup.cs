using System.Globalization;
using System.Numerics;
using RatifyVote.Protocol.Groups.FiniteField;
using RatifyVote.Protocol.Groups.Scalars;

namespace RatifyVote.Protocol.Groups;

/// <summary>A member of a finite-field group, in Montgomery form; what stands behind it for speed is not part of its identity.</summary>
internal sealed class FiniteFieldElement(FiniteFieldGroup group, uint[] residue) : Element
{
    public readonly FiniteFieldGroup Group = group;
    public readonly uint[] Residue = residue;

    /// <summary>Of a prepared base.</summary>
    public CombPowers? Comb { get; init; }

    /// <summary>Of a tabulated base: odd powers of its parts.</summary>
    public uint[][][]? Tables { get; init; }

    /// <summary>The element to the powers 1, 2^64, 2^128, 2^192: of a decoded or tabulated base, and of a product of such.</summary>
    public uint[][]? Parts { get; init; }
}

/// <summary>The subgroup of order q of the integers mod p (belenios-format section 2). Text form: decimal.</summary>
/// <remarks>Powers with secret exponents take the same steps and read the same table entries for all values, but go through BigInteger on
/// their way in and out: a trustee's key of such an election does not belong on a shared machine.</remarks>
internal sealed class FiniteFieldGroup : RingGroup
{
    internal static new Group Belenios2048 { get; } = new FiniteFieldGroup(FiniteFieldParameters.Belenios2048, new Ring256(
        new Scalar(0xe20263387d55c491, 0xf0fa90c2168bc709, 0xf4daa0f2579db7f2, 0xadb6066a73522565),
        [0x4bd522e2ce786c27, 0xde57db9ab09b5588, 0xe5d879c0a5ee2f9d, 0x79452cef10dbffa2, 0x1]), mayBeCreated: true);

    internal static Group Rfc3526 { get; } = new FiniteFieldGroup(
        FiniteFieldParameters.Rfc3526, new WideRing(FiniteFieldParameters.Rfc3526.Q), mayBeCreated: false);

    private readonly BigInteger p, q;
    private readonly MontgomeryField field;
    private readonly int maximalDigits;
    private readonly bool isWide;
    private readonly Lazy<FiniteFieldElement> generatorWithComb;

    private FiniteFieldGroup(FiniteFieldParameters parameters, ScalarRing ring, bool mayBeCreated) : base(ring)
    {
        (Name, p, q) = (parameters.Name, parameters.P, parameters.Q);
        MayBeCreated = mayBeCreated;
        isWide = q.GetBitLength() > 256;
        maximalDigits = p.ToString(CultureInfo.InvariantCulture).Length;
        field = new MontgomeryField(p);
        Generator = Make(field.ToResidue(parameters.G));
        Identity = Make(field.One);
        generatorWithComb = new(() => (FiniteFieldElement)Prepare(Generator));
    }

    public override string Name { get; }
    public override bool MayBeCreated { get; }
    public override Element Generator { get; }
    public override Element Identity { get; }

    public override bool TryDecode(ReadOnlySpan<char> text, out Element element)
    {
        element = Identity;
        if (!CanonicalDecimal.TryParse(text, maximalDigits, out BigInteger value) || value.IsZero || value >= p) return false;
        uint[] residue = field.ToResidue(value);
        if (isWide)
        {
            if (!IsOne(PowerProduct.VarTime(field, [Make(residue), Make(residue)], [Ring.Of(-1), Scalar.One]))) return false;
            element = Make(residue);
            return true;
        }
        uint[][] parts = SplitPowers.PartsOf(field, residue);              // kept: they are most of the work of a table
        if (!IsOne(PowerProduct.OfPartsVarTime(field, parts, q))) return false;
        element = new FiniteFieldElement(this, residue) { Parts = parts };
        return true;
    }

    private bool IsOne(uint[] residue) => field.ToInteger(residue).IsOne;

    public override string Encode(Element element) => field.ToInteger(Own(element).Residue).ToString(CultureInfo.InvariantCulture);

    public override string[] EncodeAll(ReadOnlySpan<Element> elements)
    {
        string[] texts = new string[elements.Length];
        for (int i = 0; i < texts.Length; i++) texts[i] = Encode(elements[i]);
        return texts;
    }

    public override bool AreEqual(Element a, Element b) => field.ToInteger(Own(a).Residue) == field.ToInteger(Own(b).Residue);

    public override Element Multiply(Element a, Element b)
    {
        (FiniteFieldElement left, FiniteFieldElement right) = (Own(a), Own(b));
        return new FiniteFieldElement(this, Product(left.Residue, right.Residue))
        {
            Parts = left.Parts is not null && right.Parts is not null
                ? [.. left.Parts.Zip(right.Parts, Product)] : null,
        };
    }

    private uint[] Product(uint[] a, uint[] b)
    {
        uint[] product = new uint[MontgomeryField.Limbs];
        field.Multiply(product, a, b);
        return product;
    }

    /// <summary>x^(q-1): every member has order q.</summary>
    public override Element Invert(Element a) => PowerVarTime(a, Ring.Of(-1));

    public override Element Power(Element x, Scalar s)
    {
        Ring.RequireReduced(s);
        FiniteFieldElement own = Own(x);
        return Make(own.Comb?.Power(s) ?? PowerProduct.Secret(field, own.Residue, WideRing.ToInteger(s), (int)q.GetBitLength()));
    }

    public override Element PowerOfGenerator(Scalar s) => Power(generatorWithComb.Value, s);
    public override Element PowerVarTime(Element x, Scalar s) => ProductOfPowersVarTime([x], [s]);

    public override Element ProductOfPowersVarTime(ReadOnlySpan<Element> bases, ReadOnlySpan<Scalar> exponents)
    {
        RequireSameLength(bases, exponents);
        foreach (Scalar exponent in exponents) Ring.RequireReduced(exponent);
        FiniteFieldElement[] own = new FiniteFieldElement[bases.Length];
        for (int i = 0; i < own.Length; i++) own[i] = ReferenceEquals(bases[i], Generator) ? generatorWithComb.Value : Own(bases[i]);
        return Make(PowerProduct.VarTime(field, own, exponents));
    }

    public override Element Prepare(Element x) => isWide || Own(x).Comb is not null
        ? Own(x) : new FiniteFieldElement(this, Own(x).Residue) { Comb = new CombPowers(field, Own(x).Residue) };

    public override Element Tabulate(Element x)
    {
        FiniteFieldElement own = Own(x);
        if (isWide || own.Comb is not null || own.Tables is not null) return x;
        uint[][] parts = own.Parts ?? SplitPowers.PartsOf(field, own.Residue);
        return new FiniteFieldElement(this, own.Residue) { Parts = parts, Tables = SplitPowers.TablesOf(field, parts) };
    }

    private FiniteFieldElement Make(uint[] residue) => new(this, residue);

    private FiniteFieldElement Own(Element element) => element is FiniteFieldElement own && own.Group == this
        ? own : throw new ArgumentException("The element belongs to another group.", nameof(element));
}
