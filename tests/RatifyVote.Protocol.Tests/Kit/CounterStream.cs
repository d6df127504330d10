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

    private void Fill(Span<byte> destination)
    {
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
