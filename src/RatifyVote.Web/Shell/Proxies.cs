using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace RatifyVote.Web.Shell;

/// <summary>The proxies in front of this site, whose word on the caller's address and scheme is taken: <c>Site:Proxies</c>, a list of addresses or
/// networks ("10.0.0.5", "172.16.0.0/12"). Without it only loopback is believed. The Host header is never taken from a proxy.</summary>
internal static class Proxies
{
    /// <exception cref="InvalidOperationException">An entry is neither an address nor a network.</exception>
    public static void Apply(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = 1;
        foreach (string entry in configuration.GetSection("Site:Proxies").Get<string[]>() ?? [])
        {
            if (System.Net.IPNetwork.TryParse(entry, out System.Net.IPNetwork network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else if (IPAddress.TryParse(entry, out IPAddress? address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                throw new InvalidOperationException($"Site:Proxies holds '{entry}', which is neither an address nor a network.");
            }
        }
    }
}
