using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.KeyDirectory;

namespace RatifyVote.Web.Booth;

/// <summary>The name under which a contest's key lies in keydir.</summary>
public static class ContestKeyName
{
    /// <summary>The same name for the same contest of the same vote, on every node: the first 16 bytes of a hash, so it is unique and says nothing.</summary>
    public static Guid Of(string voteId, string contestId) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"rv-contest|{voteId}|{contestId}")).AsSpan(0, 16));
}

/// <summary>What is derived from a contest's key for one request or one batch. There is no cache: a node that held a key could go on using it after another destroyed it (secrecy C-15).</summary>
internal sealed class UnitSecrets(Keydir keydir)
{
    /// <exception cref="KeyLostException">The key is missing and was not destroyed.</exception>
    /// <exception cref="InvalidOperationException">The key has been destroyed: nobody may ask for it any more.</exception>
    public InboxKeys Inbox(BoxUnit unit)
    {
        using ContestKey key = Read(unit.VoteId, unit.ContestId);
        return new InboxKeys(unit.Uuid, key.Bytes);
    }

    /// <inheritdoc cref="Inbox"/>
    public CredentialKey Credentials(SealedUnit unit)
    {
        using ContestKey key = Read(unit.VoteId, unit.ContestId);
        return new CredentialKey(unit.Group, unit.Uuid, key.Bytes);
    }

    private ContestKey Read(string voteId, string contestId)
    {
        Guid contest = ContestKeyName.Of(voteId, contestId);
        if (keydir.TryRead(contest, out ContestKey? key, out KeyState state))
        {
            return key;
        }

        throw state switch
        {
            KeyState.Destroyed => new InvalidOperationException("The contest's key has been destroyed."),
            KeyState.Missing or KeyState.Present => new KeyLostException(contest),
        };
    }
}
