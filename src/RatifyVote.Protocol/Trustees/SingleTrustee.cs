using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>The private side of a trustee whose part is always needed. Secret: the key.</summary>
public sealed class SingleTrustee(Group group, Scalar privateKey)
{
    public Scalar PrivateKey { get; } = privateKey;

    public static SingleTrustee New(Group group, RandomSource random) => new(group, group.RandomScalar(random));

    /// <summary>X = g^x and the proof that x is known.</summary>
    public TrusteePublicKey MakePublicKey(RandomSource random, string? name = null)
    {
        string key = group.Encode(group.PowerOfGenerator(PrivateKey));
        Proof pok = Schnorr.Prove(group, PrivateKey, TrusteeKeyCheck.PokPrefix(group, key), random);
        return new TrusteePublicKey(pok, key, null, name);
    }

    public override string ToString() => "SingleTrustee(redacted)";
}
