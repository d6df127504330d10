using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Elections;

/// <summary>What an election record of ours says beyond Belenios, under the key <c>ratifyvote</c>: covered by the
/// fingerprint, therefore by every ballot (secrecy design C-08). The terms are fixed before the election and do not name it.</summary>
/// <param name="Terms">Hash of terms.json.</param>
/// <param name="Contest">The contest this election belongs to.</param>
/// <param name="Unit">The unit whose members vote in it.</param>
/// <param name="Credentials">Hash of the public_credentials record.</param>
/// <param name="RollRoot">Root of the Merkle tree over the leaves of the frozen roll.</param>
/// <param name="Members">Entries of the roll that are members.</param>
/// <param name="Spares">Entries kept for late additions.</param>
public sealed record ElectionBinding(
    RecordHash Terms, string Contest, string Unit, RecordHash Credentials, RecordHash RollRoot, int Members, int Spares)
{
    internal static ElectionBinding Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        reader.Small(fields.Required("v"), least: 1, most: 1);
        RecordHash terms = reader.Hash(fields.Required("terms"));
        string contest = reader.Text(fields.Required("contest"));
        string unit = reader.Text(fields.Required("unit"));
        RecordHash credentials = reader.Hash(fields.Required("credentials"));
        RecordFields roll = reader.Fields(fields.Required("roll"));
        fields.NoOthers();
        ElectionBinding binding = new(terms, contest, unit, credentials,
            reader.Hash(roll.Required("root")), reader.Small(roll.Required("members")), reader.Small(roll.Required("spares")));
        roll.NoOthers();
        return binding;
    }

    internal static void Write(CanonicalWriter writer, ElectionBinding binding) => writer
        .Open('{').Key("v").Number(1).Key("terms").Hash(binding.Terms).Key("contest").Text(binding.Contest)
        .Key("unit").Text(binding.Unit).Key("credentials").Hash(binding.Credentials)
        .Key("roll").Open('{').Key("root").Hash(binding.RollRoot).Key("members").Number(binding.Members)
        .Key("spares").Number(binding.Spares).Close('}').Close('}');
}
