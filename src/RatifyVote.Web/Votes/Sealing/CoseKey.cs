using System.Security.Cryptography;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>A passkey's public key from COSE (RFC 9053: ES256 over P-256, RS256) to SubjectPublicKeyInfo, so that who verifies a
/// certificate needs no CBOR. Rejects by null: other algorithms and curves, and anything that is not one flat map.</summary>
internal static class CoseKey
{
    private const int KeyType = 1, Algorithm = 3, CurveOrModulus = -1, XOrExponent = -2, Y = -3;
    private const long Ec2 = 2, Rsa = 3, Es256 = -7, Rs256 = -257, P256 = 1;

    public static byte[]? ToSubjectPublicKeyInfo(ReadOnlySpan<byte> cose)
    {
        Dictionary<long, (long Number, byte[] Bytes)>? map = ReadMap(cose);
        if (map is null)
        {
            return null;
        }
        long NumberAt(long key) => map.TryGetValue(key, out var value) ? value.Number : 0;
        byte[] BytesAt(long key) => map.TryGetValue(key, out var value) ? value.Bytes : [];
        try
        {
            switch ((NumberAt(KeyType), NumberAt(Algorithm)))
            {
                case (Ec2, Es256) when NumberAt(CurveOrModulus) == P256:
                    using (ECDsa key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = BytesAt(XOrExponent), Y = BytesAt(Y) } }))
                    {
                        return key.ExportSubjectPublicKeyInfo();
                    }
                case (Rsa, Rs256):
                    using (RSA key = RSA.Create(new RSAParameters { Modulus = BytesAt(CurveOrModulus), Exponent = BytesAt(XOrExponent) }))
                    {
                        return key.ExportSubjectPublicKeyInfo();
                    }
                default:
                    return null;
            }
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // One map of integers to integers or byte strings, nothing nested, nothing behind it.
    private static Dictionary<long, (long Number, byte[] Bytes)>? ReadMap(ReadOnlySpan<byte> cbor)
    {
        int at = 0;
        if (!TryHead(cbor, ref at, out int major, out long count) || major != 5 || count > 16)
        {
            return null;
        }
        Dictionary<long, (long, byte[])> map = [];
        for (long pair = 0; pair < count; pair++)
        {
            if (!TryHead(cbor, ref at, out int keyMajor, out long key) || keyMajor > 1 || !TryHead(cbor, ref at, out int major2, out long value))
            {
                return null;
            }
            byte[] bytes = [];
            if (major2 == 2)
            {
                if (value > cbor.Length - at)
                {
                    return null;
                }
                bytes = cbor.Slice(at, (int)value).ToArray();
                at += (int)value;
            }
            else if (major2 > 1)
            {
                return null;
            }
            if (!map.TryAdd(Signed(keyMajor, key), (Signed(major2, value), bytes)))
            {
                return null;
            }
        }
        return at == cbor.Length ? map : null;
    }

    private static long Signed(int major, long value) => major == 1 ? -1 - value : value;

    private static bool TryHead(ReadOnlySpan<byte> cbor, ref int at, out int major, out long value)
    {
        (major, value) = (0, 0);
        if (at >= cbor.Length)
        {
            return false;
        }
        major = cbor[at] >> 5;
        int size = cbor[at++] & 31;
        int more = size switch { < 24 => 0, 24 => 1, 25 => 2, 26 => 4, _ => -1 };
        if (more < 0 || cbor.Length - at < more)
        {
            return false;
        }
        value = more == 0 ? size : 0;
        for (int i = 0; i < more; i++)
        {
            value = (value << 8) | cbor[at++];
        }
        return true;
    }
}
