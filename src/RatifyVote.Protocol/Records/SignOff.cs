using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>What the board holds for an entry of the roll. The zero value is the harmless one.</summary>
public enum SignOffState { NotRecorded, Recorded, SetAside }

/// <summary>The committed sign-off of one unit (secrecy design C-06): a salted hash per entry, spares included, in order of i.</summary>
public static class SignOff
{
    public static string Word(this SignOffState state) => state switch
    {
        SignOffState.NotRecorded => "not-recorded",
        SignOffState.Recorded => "recorded",
        SignOffState.SetAside => "set-aside",
    };

    /// <summary>so_i = SHA-256(0x00 || "rv-so|" uuid "|" i "|" state "|" hex ssalt_i): a leaf hash of the sign-off tree.</summary>
    public static RecordHash LeafHash(string uuid, int index, SignOffState state, ReadOnlySpan<byte> ssalt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ssalt.Length, 32, nameof(ssalt));
        return MerkleTree.LeafHash(System.Text.Encoding.UTF8.GetBytes(
            $"rv-so|{uuid}|{CanonicalRecord.Number(index)}|{state.Word()}|{Convert.ToHexStringLower(ssalt)}"));
    }
}
