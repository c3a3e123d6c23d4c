using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace OnRecord.Ingest;

/// <summary>
/// Decides which addresses may be fetched from: public ones, and those that the operator allows. Guards against server-side
/// request forgery, so what is not known to be public is refused.
/// </summary>
public sealed class AddressGuard(IOptions<FeedOptions> options)
{
    // The special-purpose registries of IANA (RFC 6890 and its updates), multicast and the reserved class E.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Of IPv6 only 2000::/3 is given out; these parts of it are tunnels and documentation.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.Select(IPNetwork.Parse)];

    /// <summary>Whether an address may be fetched from. An IPv4 address in IPv6 clothing is judged as what it is.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _allowed.Any(network => network.Contains(plain)) || IsPublic(plain);
    }

    /// <summary>Whether a url could be allowed: false where it names a forbidden address outright. Names are judged when they are resolved.</summary>
    public bool MayAllow(Uri url) =>
        url.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.IPv6) || Allows(IPAddress.Parse(url.Host.Trim('[', ']')));

    /// <summary>
    /// Resolves, judges and connects, in this order and with the same addresses: what a name resolves to a moment later does not
    /// matter. For <see cref="SocketsHttpHandler.ConnectCallback"/>, so every redirect comes through here as well.
    /// </summary>
    /// <exception cref="FetchException">No address of the host may be fetched from.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = (await Dns.GetHostAddressesAsync(host, cancellation)).Where(Allows).ToArray();
        if (addresses.Length == 0)
        {
            throw new FetchException($"{host} has no address that may be fetched from.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsPublic(IPAddress address) =>
        (address.AddressFamily != AddressFamily.InterNetworkV6 || GlobalUnicast.Contains(address))
        && !NotPublic.Any(network => network.Contains(address));
}
