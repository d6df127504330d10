using System.Globalization;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Web.Booth;

/// <summary>Leaves of a roll and the tree over them (SPEC "Leaves"; RFC 6962).</summary>
internal static class RollTree
{
    public static RecordHash LeafHash(string uuid, int i, bool spare, RecordHash roll, string credential, ReadOnlySpan<byte> salt)
    {
        RecordHash cred = RecordHash.OfText(string.Create(CultureInfo.InvariantCulture, $"rv-cred|{uuid}|{i}|{credential}|{Convert.ToHexStringLower(salt)}"));
        byte[] leaf = new CanonicalWriter().Open('{').Key("uuid").Text(uuid).Key("i").Number(i).Key("kind").Text(spare ? "spare" : "member")
            .Key("roll").Hash(roll).Key("cred").Hash(cred).Close('}').ToUtf8();
        return RecordHash.Of([0, .. leaf]);
    }

    public static RecordHash Root(ReadOnlySpan<RecordHash> leaves)
    {
        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        int left = 1 << (31 - int.LeadingZeroCount(leaves.Length - 1));
        return RecordHash.Of([1, .. Root(leaves[..left]).ToArray(), .. Root(leaves[left..]).ToArray()]);
    }
}
