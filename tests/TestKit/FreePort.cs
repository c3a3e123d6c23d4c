using System.Net;
using System.Net.Sockets;

namespace OnRecord.TestKit;

/// <summary>Loopback ports that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>One port, free at the time of asking.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
