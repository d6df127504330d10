using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Proofs;

/// <summary>An ElGamal ciphertext as it stands in a record: ser(alpha), ser(beta), membership not yet judged.</summary>
public sealed record Ciphertext(string Alpha, string Beta)
{
    internal static Ciphertext Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        Ciphertext ciphertext = new(reader.Element(fields.Required("alpha")), reader.Element(fields.Required("beta")));
        fields.NoOthers();
        return ciphertext;
    }

    internal static void Write(CanonicalWriter writer, Ciphertext ciphertext) => writer
        .Open('{').Key("alpha").Text(ciphertext.Alpha).Key("beta").Text(ciphertext.Beta).Close('}');

    /// <summary>Both components as members of the group, or false.</summary>
    public bool TryDecode(Group group, out CiphertextElements elements)
    {
        elements = default;
        if (!group.TryDecode(Alpha, out Element alpha) || !group.TryDecode(Beta, out Element beta)) return false;
        elements = new CiphertextElements(alpha, beta);
        return true;
    }
}

/// <summary>A ciphertext (g^r, y^r g^m) whose components are known members of the group.</summary>
public readonly record struct CiphertextElements(Element Alpha, Element Beta)
{
    public static CiphertextElements Identity(Group group) => new(group.Identity, group.Identity);

    /// <summary>The component-wise product: an encryption of the sum.</summary>
    public CiphertextElements Multiply(Group group, CiphertextElements other) =>
        new(group.Multiply(Alpha, other.Alpha), group.Multiply(Beta, other.Beta));
}
