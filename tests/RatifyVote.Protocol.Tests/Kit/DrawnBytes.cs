using System.Buffers.Binary;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>Draws that anybody can repeat, for mutations.</summary>
public sealed class DrawnBytes(string seed)
{
    private readonly RandomSource source = new CounterStream(seed).Source;

    public int Below(int bound)
    {
        Span<byte> four = stackalloc byte[4];
        source(four);
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(four) % (uint)Math.Max(1, bound));
    }
}
