using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence.Storage;

namespace RatifyVote.Web.Persistence;

/// <summary>The Data Protection ring, for cookies and forms only: in the database, so that every node reads the same cookies, and encrypted under a key of
/// the keydir, so that a copy of the database makes no cookie.</summary>
internal sealed class CookieKeyRing(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using IServiceScope scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<RatifyVoteDb>().Set<KeyRingRow>().AsNoTracking().Select(row => row.Xml).ToList().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using IServiceScope scope = scopes.CreateScope();
        RatifyVoteDb db = scope.ServiceProvider.GetRequiredService<RatifyVoteDb>();
        db.Add(new KeyRingRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}

/// <summary>AES-256-GCM under the keydir's cookie-ring key; 12-byte nonce, 16-byte tag.</summary>
internal sealed class CookieKeyEncryptor(Keydir keydir) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        byte[] plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        byte[] box = new byte[12 + plain.Length + 16];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        using AesGcm aes = new(keydir.CookieRingKey(), 16);
        aes.Encrypt(box.AsSpan(0, 12), plain, box.AsSpan(12, plain.Length), box.AsSpan(12 + plain.Length));
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("box", Convert.ToBase64String(box)), typeof(CookieKeyDecryptor));
    }
}

/// <summary>Made by Data Protection from its type name.</summary>
internal sealed class CookieKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        byte[] box = Convert.FromBase64String(encryptedElement.Value);
        byte[] plain = new byte[box.Length - 28];
        using AesGcm aes = new(services.GetRequiredService<Keydir>().CookieRingKey(), 16);
        aes.Decrypt(box.AsSpan(0, 12), box.AsSpan(12, plain.Length), box.AsSpan(12 + plain.Length), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

internal sealed class UseCookieKeyRing(IServiceScopeFactory scopes, Keydir keydir) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) =>
        (options.XmlRepository, options.XmlEncryptor) = (new CookieKeyRing(scopes), new CookieKeyEncryptor(keydir));
}
