using System.Globalization;
using System.Numerics;

namespace RatifyVote.Protocol.Groups.Scalars;

/// <summary>Arithmetic mod a q of any size, by BigInteger. Used for verification only (RFC-3526-2048): not constant time.</summary>
internal sealed class WideRing(BigInteger q) : ScalarRing
{
    private static readonly BigInteger LimbMask = ulong.MaxValue;
    private readonly int maximalDigits = q.ToString(CultureInfo.InvariantCulture).Length;
    private readonly int byteCount = (int)((q.GetBitLength() + 7) / 8);

    public static BigInteger ToInteger(in Scalar s)
    {
        BigInteger value = s.High?.Value ?? BigInteger.Zero;
        value = (value << 64) | s.L3;
        value = (value << 64) | s.L2;
        value = (value << 64) | s.L1;
        return (value << 64) | s.L0;
    }

    private static Scalar FromInteger(BigInteger value)
    {
        BigInteger high = value >> 256;
        return new Scalar((ulong)(value & LimbMask), (ulong)(value >> 64 & LimbMask), (ulong)(value >> 128 & LimbMask), (ulong)(value >> 192 & LimbMask))
        {
            High = high.IsZero ? null : new HighLimbs(high),
        };
    }

    private Scalar Reduce(BigInteger value)
    {
        BigInteger remainder = value % q;
        return FromInteger(remainder.Sign < 0 ? remainder + q : remainder);
    }

    public override bool TryParse(ReadOnlySpan<char> text, out Scalar scalar)
    {
        scalar = default;
        if (!CanonicalDecimal.TryParse(text, maximalDigits, out BigInteger value) || value >= q) return false;
        scalar = FromInteger(value);
        return true;
    }

    public override string Format(Scalar s) => ToInteger(s).ToString(CultureInfo.InvariantCulture);
    public override Scalar Of(long value) => Reduce(value);

    public override Scalar ReduceBigEndian(ReadOnlySpan<byte> bytes)
    {
        RequireAtMost64(bytes);
        return Reduce(new BigInteger(bytes, isUnsigned: true, isBigEndian: true));
    }

    public override Scalar Add(Scalar a, Scalar b) => Reduce(ToInteger(a) + ToInteger(b));
    public override Scalar Subtract(Scalar a, Scalar b) => Reduce(ToInteger(a) - ToInteger(b));
    public override Scalar Multiply(Scalar a, Scalar b) => Reduce(ToInteger(a) * ToInteger(b));

    public override Scalar Invert(Scalar a)
    {
        if (a.IsZero) throw new DivideByZeroException("Zero has no inverse.");
        return Reduce(BigInteger.ModPow(ToInteger(a), q - 2, q));
    }

    public override Scalar Random(RandomSource random)
    {
        byte[] bytes = new byte[byteCount];
        int unused = byteCount * 8 - (int)q.GetBitLength();
        while (true)
        {
            random(bytes);
            bytes[0] &= (byte)(0xff >> unused);
            BigInteger value = new(bytes, isUnsigned: true, isBigEndian: true);
            if (value < q) return FromInteger(value);
        }
    }

    public override void RequireReduced(in Scalar s)
    {
        if (ToInteger(s) >= q) throw new ArgumentException("The scalar is not below the order of this group.", nameof(s));
    }
}
