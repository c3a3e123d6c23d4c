using System.Net;
using System.Net.Sockets;

namespace OnRecord.TestKit;

/// <summary>Loopback ports that nobody listens on.</summary>
public static class FreePort
{
    // Below the range from which the system takes the ports of outgoing connections (32768 and up on Linux): one of those
    // could take the port between the asking and the listening.
    private const int First = 12_000;
    private const int Count = 20_000;

    private static int _last = Random.Shared.Next(Count);

    /// <summary>One port, free at the time of asking and given to nobody else in this process for long.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>The first of some ports in a row, all as <see cref="Next"/> gives one.</summary>
    public static int Run(int count)
    {
        while (true)
        {
            var first = First + (int)((uint)(Interlocked.Add(ref _last, count) - count + 1) % Count);
            if (Enumerable.Range(first, count).All(IsFree))
            {
                return first;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
