using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Proofs;

/// <summary>A proof as it stands in a record: two scalars as text, canonical decimal, not yet held against q.</summary>
public sealed record Proof(string Challenge, string Response)
{
    internal static Proof Of(Group group, Scalar challenge, Scalar response) =>
        new(group.FormatScalar(challenge), group.FormatScalar(response));

    internal bool TryScalars(Group group, out Scalar challenge, out Scalar response)
    {
        bool good = group.TryParseScalar(Challenge, out challenge);
        return group.TryParseScalar(Response, out response) && good;
    }

    internal static Proof Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        Proof proof = new(reader.Big(fields.Required("challenge")), reader.Big(fields.Required("response")));
        fields.NoOthers();
        return proof;
    }

    internal static void Write(CanonicalWriter writer, Proof proof) => writer
        .Open('{').Key("challenge").Text(proof.Challenge).Key("response").Text(proof.Response).Close('}');
}

/// <summary>What became of one proof.</summary>
public enum ProofFinding
{
    NotChecked,
    Valid,
    ScalarOutOfRange,
    Wrong,
}
