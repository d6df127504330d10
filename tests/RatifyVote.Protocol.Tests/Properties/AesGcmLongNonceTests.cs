using System.Security.Cryptography;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Properties;

public sealed class AesGcmLongNonceTests
{
    /// <summary>Source: "The Galois/Counter Mode of Operation" (McGrew, Viega), appendix B, test case 18: 256-bit key, 60-byte
    /// nonce; its additional data left out changes the tag only, so the cipher text is compared.</summary>
    [Fact]
    public void A_published_cipher_text_with_a_long_nonce_is_met()
    {
        byte[] key = Convert.FromHexString("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        byte[] nonce = Convert.FromHexString(
            "9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728c3c0c95156809539fcf0e2429a6b525416aedbf5a0de6a57a637b39b");
        byte[] plain = Convert.FromHexString(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");

        byte[] made = AesGcmLongNonce.Encrypt(key, nonce, plain);

        Assert.Equal(
            "5a8def2f0c9e53f1f75d7853659e2a20eeb2b22aafde6419a058ab4f6f746bf40fc0c3b780f244452da3ebf1c5d82cdea2418997200ef82e44ae7e3f",
            Convert.ToHexStringLower(made.AsSpan(0, plain.Length)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1000)]
    public void What_was_sealed_opens_and_any_changed_bit_does_not(int length)
    {
        byte[] key = RandomNumberGenerator.GetBytes(32), nonce = RandomNumberGenerator.GetBytes(32), plain = RandomNumberGenerator.GetBytes(length);
        byte[] made = AesGcmLongNonce.Encrypt(key, nonce, plain);

        Assert.True(AesGcmLongNonce.TryDecrypt(key, nonce, made, out byte[] opened));
        Assert.Equal(plain, opened);
        foreach (int at in (int[])[0, made.Length / 2, made.Length - 1])
        {
            byte[] changed = [.. made];
            changed[at] ^= 1;
            Assert.False(AesGcmLongNonce.TryDecrypt(key, nonce, changed, out _));
        }

        nonce[31] ^= 1;
        Assert.False(AesGcmLongNonce.TryDecrypt(key, nonce, made, out _));
        Assert.False(AesGcmLongNonce.TryDecrypt(key, nonce, made.AsSpan(0, 15), out _));
    }
}
