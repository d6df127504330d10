namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>Scalars (below 2^253) written as digits for point multiplication.</summary>
internal static class Recoding
{
    public const int Bits = 256;

    /// <summary>Width-5 non-adjacent form: 256 digits, each 0 or odd with |digit| &lt;= 15, value = sum of digit[i]*2^i. Variable time.
    /// The number of used digits is returned.</summary>
    public static int NonAdjacentFormVarTime(in Scalar s, Span<sbyte> digits)
    {
        const int width = 5;
        digits.Clear();
        ReadOnlySpan<ulong> limbs = [s.L0, s.L1, s.L2, s.L3, 0];
        int used = 0, carry = 0;
        for (int i = 0; i < Bits;)
        {
            int limb = i >> 6, shift = i & 63;
            ulong bits = limbs[limb] >> shift;
            if (shift != 0) bits |= limbs[limb + 1] << (64 - shift);
            int window = carry + (int)(bits & 31);
            if ((window & 1) == 0) { i++; continue; }                      // the carry, if any, moves on with the even window
            carry = window > 16 ? 1 : 0;
            digits[i] = (sbyte)(window - (carry << width));
            used = i + 1;
            i += width;
        }
        return used;
    }

    /// <summary>32 digits of radix 256 in [-128, 128). Constant time.</summary>
    public static void SignedBytes(in Scalar s, Span<short> digits)
    {
        ReadOnlySpan<ulong> limbs = [s.L0, s.L1, s.L2, s.L3];
        int carry = 0;
        for (int i = 0; i < 32; i++)
        {
            int digit = (int)(limbs[i >> 3] >> ((i & 7) << 3) & 255) + carry;
            carry = (digit + 128) >> 8;
            digits[i] = (short)(digit - (carry << 8));
        }
    }

    /// <summary>64 digits of radix 16 in [-8, 8). Constant time.</summary>
    public static void SignedNibbles(in Scalar s, Span<sbyte> digits)
    {
        ReadOnlySpan<ulong> limbs = [s.L0, s.L1, s.L2, s.L3];
        int carry = 0;
        for (int i = 0; i < 64; i++)
        {
            int digit = (int)(limbs[i >> 4] >> ((i & 15) << 2) & 15) + carry;
            carry = (digit + 8) >> 4;
            digits[i] = (sbyte)(digit - (carry << 4));
        }
    }
}
