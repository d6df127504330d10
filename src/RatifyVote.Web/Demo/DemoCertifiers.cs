using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Certification.Certifying;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Demo;

// Passkeys kept by the program, which in the demonstration plays the certifiers of the vote that is over.
// Ref: W3C Web Authentication Level 3, section 6.1; RFC 9052 for the key's form.
internal sealed class DemoCertifiers(UseCases use, SiteSettings site, TimeProvider clock) : IDisposable
{
    private const byte UserPresentAndVerified = 0x05;
    private readonly Dictionary<Guid, ECDsa> keys = [];

    public Task GivePasskeyAsync(Guid account, CancellationToken ct) => use.DoAsync<UserManager<Account>>(async accounts =>
    {
        ct.ThrowIfCancellationRequested();
        ECDsa key = keys[account] = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECPoint q = key.ExportParameters(false).Q;
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. q.X!, 0x22, 0x58, 0x20, .. q.Y!];
        UserPasskeyInfo passkey = new(RandomNumberGenerator.GetBytes(32), cose, clock.GetUtcNow(), 0, null, true, false, false, [], []) { Name = "demonstration" };
        IdentityResult kept = await accounts.AddOrUpdatePasskeyAsync((await accounts.FindByIdAsync(account.ToString()))!, passkey);
        if (!kept.Succeeded)
        {
            throw new InvalidOperationException("A passkey of the demonstration was not kept.");
        }
    });

    public async Task SignAsync(string vote, Guid account, RecordHash result, CancellationToken ct)
    {
        byte[] client = Encoding.UTF8.GetBytes(
            $$"""{"type":"webauthn.get","challenge":"{{Base64Url.EncodeToString(result.ToArray())}}","origin":"{{site.PublicUrl.GetLeftPart(UriPartial.Authority)}}","crossOrigin":false}""");
        byte[] data = [.. SHA256.HashData(Encoding.UTF8.GetBytes(site.PublicUrl.Host)), UserPresentAndVerified, 0, 0, 0, 0];
        byte[] signature = keys[account].SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        SignAnswer answer = await use.AskAsync<SignResult, SignAnswer>(sign => sign.RunAsync(vote, account, result, CertificateStatement.Certify, null, new(data, client, signature), ct));
        if (answer is not SignAnswer.Taken)
        {
            throw new InvalidOperationException($"A certificate of the demonstration was refused: {answer}.");
        }
    }

    public void Dispose()
    {
        foreach (ECDsa key in keys.Values)
        {
            key.Dispose();
        }
    }
}
