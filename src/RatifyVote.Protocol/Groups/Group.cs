namespace RatifyVote.Protocol.Groups;

/// <summary>A cyclic group of prime order q, written multiplicatively, with the exact text forms of Belenios v1
/// (belenios-format section 2). Instances: <c>Ed25519</c>, <c>BELENIOS-2048</c>,
/// and, to verify only, <c>RFC-3526-2048</c>. Elements and scalars of one group do not belong to another: mixing them throws.</summary>
public abstract class Group
{
    private protected Group() { }

    /// <summary>The group of that name as it stands in an election record, or null when we do not know it.</summary>
    public static Group? Find(string name) => name switch
    {
        "Ed25519" => Ed25519,
        "BELENIOS-2048" => Belenios2048,
        "RFC-3526-2048" => FiniteFieldGroup.Rfc3526,
        _ => null,
    };

    public static Group Ed25519 => Ed25519Group.Instance;
    public static Group Belenios2048 => FiniteFieldGroup.Belenios2048;

    public abstract string Name { get; }

    /// <summary>False for a group whose elections are verified but never made.</summary>
    public virtual bool MayBeCreated => true;

    public abstract Element Generator { get; }
    public abstract Element Identity { get; }

    /// <summary>Canonical text of a member, or false. Never throws. Accepts the identity (refuse it where it is a key).</summary>
    public abstract bool TryDecode(ReadOnlySpan<char> text, out Element element);

    /// <summary>ser(x): the text that stands in JSON and in every hash.</summary>
    public abstract string Encode(Element element);

    /// <summary>ser of many at once; Ed25519 shares one field inversion.</summary>
    public abstract string[] EncodeAll(ReadOnlySpan<Element> elements);

    public abstract bool AreEqual(Element a, Element b);
    public bool IsIdentity(Element a) => AreEqual(a, Identity);
    public abstract Element Multiply(Element a, Element b);
    public abstract Element Invert(Element a);

    /// <summary>x^s where s may be secret.</summary>
    public abstract Element Power(Element x, Scalar s);

    /// <summary>g^s where s may be secret.</summary>
    public abstract Element PowerOfGenerator(Scalar s);

    /// <summary>x^s for public values only.</summary>
    public abstract Element PowerVarTime(Element x, Scalar s);

    /// <summary>Product of bases[i]^exponents[i], for public values only (simultaneous exponentiation).</summary>
    public abstract Element ProductOfPowersVarTime(ReadOnlySpan<Element> bases, ReadOnlySpan<Scalar> exponents);

    /// <summary>A base that is used very often (the election key y): the same element with tables behind it. Powers of the
    /// returned element are faster; it equals the argument.</summary>
    public abstract Element Prepare(Element x);

    /// <summary>A base that several products will use (a ciphertext with its disjunctive proofs): the same element with a small table
    /// behind it. Each power of it then costs about half; making the table costs about two thirds of one power, so it pays from the
    /// second power on. A product of tabulated elements is tabulated for much less. Equal to the argument; for public values only.
    /// About 5 kB: drop it when the proofs are done.</summary>
    public abstract Element Tabulate(Element x);

    // ---- scalars mod q ----

    /// <summary>Canonical decimal 0 &lt;= s &lt; q, or false. Never throws.</summary>
    public abstract bool TryParseScalar(ReadOnlySpan<char> text, out Scalar scalar);
    public abstract string FormatScalar(Scalar s);
    public abstract Scalar ScalarOf(long value);

    /// <summary>Big-endian bytes of any length up to 64, reduced mod q.</summary>
    public abstract Scalar ReduceBigEndian(ReadOnlySpan<byte> bytes);
    public abstract Scalar Add(Scalar a, Scalar b);
    public abstract Scalar Subtract(Scalar a, Scalar b);
    public abstract Scalar Multiply(Scalar a, Scalar b);
    public abstract Scalar Invert(Scalar a);
    public Scalar Negate(Scalar a) => Subtract(Scalar.Zero, a);

    /// <summary>A uniform scalar by rejection sampling: as many bytes as q has (32; RFC-3526: 256) are read as a big-endian integer,
    /// the bits above q's length cleared, and drawn again while the integer is not below q.</summary>
    public abstract Scalar RandomScalar(RandomSource random);

    /// <summary>HASH(s): SHA-256 of the UTF-8 text as a big-endian integer, reduced mod q (belenios-format section 1).</summary>
    public abstract Scalar HashToScalar(string text);
}
