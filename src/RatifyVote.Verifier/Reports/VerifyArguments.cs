using RatifyVote.Protocol.Json;

namespace RatifyVote.Verifier.Reports;

/// <summary>What the command line asks for.</summary>
internal sealed record VerifyArguments(string Path, bool Json, bool BeforeDecryption, string? Older, RecordHash? Fingerprint)
{
    /// <summary>Null when it cannot be understood.</summary>
    public static VerifyArguments? Parse(IReadOnlyList<string> args)
    {
        string? path = null, older = null;
        RecordHash? fingerprint = null;
        bool json = false, beforeDecryption = false;
        for (int i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--json" when !json: json = true; break;
                case "--before-decryption" when !beforeDecryption: beforeDecryption = true; break;
                case "--older" when older is null && i + 1 < args.Count: older = args[++i]; break;
                case "--credentials" when fingerprint is null && i + 1 < args.Count && RecordHash.TryParseBase64(args[i + 1], out RecordHash hash):
                    fingerprint = hash;
                    i++;
                    break;
                case var file when path is null && !file.StartsWith("--", StringComparison.Ordinal): path = file; break;
                default: return null;
            }
        }

        return path is null ? null : new VerifyArguments(path, json, beforeDecryption, older, fingerprint);
    }

    /// <summary>Switches that only an archive takes.</summary>
    public bool IsForArchive => BeforeDecryption || Older is not null || Fingerprint is not null;
}
