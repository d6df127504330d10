using System.Runtime.CompilerServices;

namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>An element of GF(2^255 - 19) as five limbs of radix 2^51: V0 + V1*2^51 + ... + V4*2^204. The limbs need not be
/// reduced. Tight: below 2^51 + 2^18 (every product). Products take limbs up to 2^54, so that one or two sums or differences of
/// tight values need no carry. No operation branches on a value unless its name or result says so.</summary>
internal partial struct FieldElement(ulong v0, ulong v1, ulong v2, ulong v3, ulong v4)
{
    public ulong V0 = v0, V1 = v1, V2 = v2, V3 = v3, V4 = v4;

    public static readonly FieldElement Zero;
    public static readonly FieldElement One = new(1, 0, 0, 0, 0);

    /// <summary>2^((p-1)/4).</summary>
    public static readonly FieldElement SquareRootOfMinusOne =
        new(0x61b274a0ea0b0, 0xd5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d);

    /// <summary>a + b, without carry: the bounds add up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(out FieldElement result, in FieldElement a, in FieldElement b)
    {
        result.V0 = a.V0 + b.V0;
        result.V1 = a.V1 + b.V1;
        result.V2 = a.V2 + b.V2;
        result.V3 = a.V3 + b.V3;
        result.V4 = a.V4 + b.V4;
    }

    /// <summary>a - b + 2p, without carry; limbs of b up to 2^52 - 38 (any tight value), the result below those of a plus 2^52.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(out FieldElement result, in FieldElement a, in FieldElement b)
    {
        const ulong twoP0 = (1UL << 52) - 38, twoP = (1UL << 52) - 2;
        result.V0 = a.V0 + twoP0 - b.V0;
        result.V1 = a.V1 + twoP - b.V1;
        result.V2 = a.V2 + twoP - b.V2;
        result.V3 = a.V3 + twoP - b.V3;
        result.V4 = a.V4 + twoP - b.V4;
    }

    /// <summary>a - b + 4p, without carry; limbs of b up to 2^53 - 76 (a sum or difference of tight values), the result below
    /// those of a plus 2^53.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractLoose(out FieldElement result, in FieldElement a, in FieldElement b)
    {
        const ulong fourP0 = (1UL << 53) - 76, fourP = (1UL << 53) - 4;
        result.V0 = a.V0 + fourP0 - b.V0;
        result.V1 = a.V1 + fourP - b.V1;
        result.V2 = a.V2 + fourP - b.V2;
        result.V3 = a.V3 + fourP - b.V3;
        result.V4 = a.V4 + fourP - b.V4;
    }

    /// <summary>-a, tight; limbs of a up to 2^53 - 76.</summary>
    public static void Negate(out FieldElement result, in FieldElement a)
    {
        SubtractLoose(out FieldElement t, Zero, a);
        Tighten(out result, t);
    }

    /// <summary>The same value with tight limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tighten(out FieldElement result, in FieldElement a) => Carry(out result, a.V0, a.V1, a.V2, a.V3, a.V4);

    /// <summary>Where mask is all ones the value becomes other; where it is zero nothing changes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReplaceWhere(ulong mask, in FieldElement other)
    {
        V0 ^= mask & (V0 ^ other.V0);
        V1 ^= mask & (V1 ^ other.V1);
        V2 ^= mask & (V2 ^ other.V2);
        V3 ^= mask & (V3 ^ other.V3);
        V4 ^= mask & (V4 ^ other.V4);
    }

    /// <summary>The one representation with 0 &lt;= value &lt; p as four 64-bit words, least significant first.</summary>
    public readonly (ulong W0, ulong W1, ulong W2, ulong W3) ToCanonicalWords()
    {
        Tighten(out FieldElement t, this);
        // t < 2p; q = 1 exactly when t >= p, that is when t + 19 carries out of bit 255.
        ulong q = (t.V0 + 19) >> 51;
        q = (t.V1 + q) >> 51;
        q = (t.V2 + q) >> 51;
        q = (t.V3 + q) >> 51;
        q = (t.V4 + q) >> 51;
        ulong v0 = t.V0 + 19 * q;
        ulong v1 = t.V1 + (v0 >> 51);
        ulong v2 = t.V2 + (v1 >> 51);
        ulong v3 = t.V3 + (v2 >> 51);
        ulong v4 = t.V4 + (v3 >> 51);
        (v0, v1, v2, v3, v4) = (v0 & Mask, v1 & Mask, v2 & Mask, v3 & Mask, v4 & Mask);
        return (v0 | v1 << 51, v1 >> 13 | v2 << 38, v2 >> 26 | v3 << 25, v3 >> 39 | v4 << 12);
    }

    /// <summary>The element of that value (below 2^255), canonical or not.</summary>
    public static FieldElement FromWords(ulong w0, ulong w1, ulong w2, ulong w3) => new(
        w0 & Mask, (w0 >> 51 | w1 << 13) & Mask, (w1 >> 38 | w2 << 26) & Mask, (w2 >> 25 | w3 << 39) & Mask, w3 >> 12 & Mask);

    /// <summary>Equal values; limbs up to 2^54. Not in constant order of limbs, but without early exit.</summary>
    public static bool AreEqual(in FieldElement a, in FieldElement b)
    {
        var x = a.ToCanonicalWords();
        var y = b.ToCanonicalWords();
        return ((x.W0 ^ y.W0) | (x.W1 ^ y.W1) | (x.W2 ^ y.W2) | (x.W3 ^ y.W3)) == 0;
    }

    public readonly bool IsZero()
    {
        var w = ToCanonicalWords();
        return (w.W0 | w.W1 | w.W2 | w.W3) == 0;
    }

    /// <summary>The "sign" of RFC 8032: the lowest bit of the canonical value.</summary>
    public readonly bool IsOdd() => (ToCanonicalWords().W0 & 1) != 0;
}
