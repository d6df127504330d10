using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Accounts;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>The passkeys a person may certify with, in the form of terms.json. Keys of kinds that the verifier does not know are left out.</summary>
internal sealed class CertifierKeys(UserManager<Account> accounts)
{
    public async Task<ImmutableArray<string>> OfAsync(Guid account, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (await accounts.FindByIdAsync(account.ToString()) is not { Disabled: false } person)
        {
            return [];
        }
        return [.. (await accounts.GetPasskeysAsync(person)).OrderBy(p => p.CreatedAt)
            .Select(p => CoseKey.ToSubjectPublicKeyInfo(p.PublicKey)).OfType<byte[]>().Select(spki => Base64Text.Encode(spki))];
    }
}
