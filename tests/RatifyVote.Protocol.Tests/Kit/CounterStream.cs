using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>Randomness that anybody can repeat: the bytes SHA-256(name "|" 0), SHA-256(name "|" 1), ... one after the other.</summary>
public sealed class CounterStream(string name)
{
    private byte[] block = [];
    private int at;
    private long counter;

    public RandomSource Source => Fill;

    /// <summary>How many bytes were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>The scalars that were drawn from this stream so far, when nothing but scalars was drawn.</summary>
    public IEnumerable<Scalar> Scalars(Group group)
    {
        CounterStream again = new(name);
        while (again.Taken < Taken) yield return group.RandomScalar(again.Source);
    }

    private void Fill(Span<byte> destination)
    {
        Taken += destination.Length;
        for (int i = 0; i < destination.Length; i++)
        {
            if (at == block.Length)
            {
                block = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}|{counter++}"));
                at = 0;
            }

            destination[i] = block[at++];
        }
    }
}
