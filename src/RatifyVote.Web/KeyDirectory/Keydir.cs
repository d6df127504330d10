using System.Globalization;
using System.Security.Cryptography;

namespace RatifyVote.Web.KeyDirectory;

/// <summary>The small key store outside database, backups and snapshots (secrecy C-02). It is the only place that ties members to credentials
/// before the close, and a contest's key is destroyed here before trustees may decrypt.
/// Every file is 0600 and on the disk (fsync of file and folder) when a method returns. A tombstone in <c>destroyed/</c> beats everything:
/// a key file restored from anywhere beside it is deleted, never used.</summary>
public sealed class Keydir
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string contests;
    private readonly string destroyed;
    private readonly string days;
    private readonly string root;
    private readonly Lock gate = new();

    /// <param name="path">Folder of the keydir; made when it is not there.</param>
    /// <exception cref="InvalidOperationException">The folder lies in a place whose copies are kept, or is open to others.</exception>
    public Keydir(string path, IReadOnlyCollection<string> keptPlaces)
    {
        root = KeydirPlace.Require(path, keptPlaces);
        contests = Folder("contests");
        destroyed = Folder("destroyed");
        days = Folder("days");
        Node = new Guid(ReadOrMake("node", 16));
    }

    /// <summary>This node's name in acknowledgements.</summary>
    public Guid Node { get; }

    /// <summary>The contest's key, made if this is the first call: a seal that was cut off gets the same key when it is done again.</summary>
    /// <exception cref="InvalidOperationException">The contest's key has been destroyed.</exception>
    public ContestKey Create(Guid contest)
    {
        lock (gate)
        {
            if (StateOf(contest) == KeyState.Destroyed)
            {
                throw new InvalidOperationException($"The key of contest {contest} has been destroyed; a destroyed key is never made again.");
            }

            return Read(contest) ?? Make(contest);
        }
    }

    /// <summary>False when the key is not here; <paramref name="state"/> then says whether it was destroyed or is missing.</summary>
    public bool TryRead(Guid contest, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ContestKey? key, out KeyState state)
    {
        lock (gate)
        {
            state = StateOf(contest);
            key = state == KeyState.Present ? Read(contest) : null;
            state = key is null && state == KeyState.Present ? KeyState.Missing : state;
            return key is not null;
        }
    }

    public KeyState StateOf(Guid contest)
    {
        lock (gate)
        {
            if (File.Exists(TombstoneOf(contest)))
            {
                // Somebody may have copied an old keydir over this one, or the destruction was cut off between its two steps.
                Erase(KeyFileOf(contest));
                return KeyState.Destroyed;
            }

            return File.Exists(KeyFileOf(contest)) ? KeyState.Present : KeyState.Missing;
        }
    }

    /// <summary>Writes the tombstone, then overwrites and deletes the key. May be repeated; the first tombstone's time stays.
    /// A key that is missing without a tombstone is not destroyed by this: it was lost, and saying otherwise would be a lie.</summary>
    /// <exception cref="KeyLostException">There is neither key nor tombstone.</exception>
    public DestructionAck Destroy(Guid contest, DateTimeOffset at)
    {
        lock (gate)
        {
            switch (StateOf(contest))
            {
                case KeyState.Missing:
                    throw new KeyLostException(contest);
                case KeyState.Present:
                    DurableFile.Write(TombstoneOf(contest), System.Text.Encoding.ASCII.GetBytes(at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)), OwnerOnly);
                    Erase(KeyFileOf(contest));
                    break;
                case KeyState.Destroyed:
                    break;
            }

            return new(Node, contest, DateTimeOffset.Parse(File.ReadAllText(TombstoneOf(contest)), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The service key: signs receipts and the journal. ECDSA P-256; its public half stands in terms.json. The caller disposes it.</summary>
    public ECDsa ServiceKey()
    {
        lock (gate)
        {
            string file = Path.Combine(root, "service.p256");
            if (!File.Exists(file))
            {
                using ECDsa made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                byte[] fresh = made.ExportPkcs8PrivateKey();
                DurableFile.Write(file, fresh, OwnerOnly);
                CryptographicOperations.ZeroMemory(fresh);
            }

            byte[] pkcs8 = File.ReadAllBytes(file);
            ECDsa key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            CryptographicOperations.ZeroMemory(pkcs8);
            return key;
        }
    }

    /// <summary>Public half of the service key as SubjectPublicKeyInfo.</summary>
    public byte[] ServicePublicKey()
    {
        using ECDsa key = ServiceKey();
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>The key of one UTC day (one-time use of TOTP codes); keys of days before yesterday are erased.</summary>
    internal byte[] DayKey(DateOnly day)
    {
        lock (gate)
        {
            foreach (string old in Directory.EnumerateFiles(days))
            {
                if (DateOnly.TryParseExact(Path.GetFileName(old), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly dated) && dated < day.AddDays(-1))
                {
                    Erase(old);
                }
            }

            return ReadOrMake(Path.Combine("days", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), 32);
        }
    }

    /// <summary>The key under which the cookie key ring lies encrypted in the database.</summary>
    internal byte[] CookieRingKey() => ReadOrMake("cookie-ring", 32);

    /// <summary>A long-lived key for keyed hashes of roster secrets, so that a copy of the database alone cannot be searched by dates of birth.</summary>
    internal byte[] RosterSecretKey() => ReadOrMake("roster-secrets", 32);

    private ContestKey? Read(Guid contest)
    {
        string file = KeyFileOf(contest);
        if (!File.Exists(file))
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(file);
        try
        {
            return bytes.Length == ContestKey.Length ? new ContestKey(bytes) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private ContestKey Make(Guid contest)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(ContestKey.Length);
        DurableFile.Write(KeyFileOf(contest), bytes, OwnerOnly);
        ContestKey key = new(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    private byte[] ReadOrMake(string name, int length)
    {
        lock (gate)
        {
            string file = Path.Combine(root, name);
            if (!File.Exists(file))
            {
                DurableFile.Write(file, RandomNumberGenerator.GetBytes(length), OwnerOnly);
            }

            return File.ReadAllBytes(file);
        }
    }

    private static void Erase(string file)
    {
        if (File.Exists(file))
        {
            DurableFile.OverwriteAndDelete(file);
        }
    }

    private string KeyFileOf(Guid contest) => Path.Combine(contests, contest.ToString("D"));

    private string TombstoneOf(Guid contest) => Path.Combine(destroyed, contest.ToString("D"));

    private string Folder(string name)
    {
        string path = Path.Combine(root, name);
        DurableFile.MakeFolder(path);
        return path;
    }
}

/// <summary>A contest's key is not there and was never destroyed: it was lost by accident. The vote cannot go on; it must be made void.</summary>
public sealed class KeyLostException(Guid contest) : Exception($"The key of contest {contest} is missing and no tombstone says that it was destroyed.");
