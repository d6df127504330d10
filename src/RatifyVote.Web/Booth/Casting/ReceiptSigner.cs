using System.Collections.Concurrent;
using System.Security.Cryptography;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.KeyDirectory;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>Signs receipts with the service key. The key stays in this process's memory: it proves who speaks and opens nothing.</summary>
internal sealed class ReceiptSigner(Keydir keydir) : IDisposable
{
    // A key object serves one thread at a time.
    private readonly ConcurrentBag<ECDsa> idle = [];

    public Receipt Sign(string uuid, string fingerprint, Tracker tracker)
    {
        ECDsa key = idle.TryTake(out ECDsa? taken) ? taken : keydir.ServiceKey();
        try
        {
            return Receipt.Sign(key, uuid, fingerprint, tracker);
        }
        finally
        {
            idle.Add(key);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out ECDsa? key))
        {
            key.Dispose();
        }
    }
}
