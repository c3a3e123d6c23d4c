using System.Net;
using System.Net.Sockets;

namespace OnRecord.Defaults;

/// <summary>Looks whether the ports are to be had before anything is made: a start that must fail leaves nothing behind.</summary>
internal static class PortProbe
{
    /// <exception cref="StartException">A port is taken or not ours to take; the message names its key.</exception>
    public static void Check(string key, string host, int port)
    {
        if (port == 0)
        {
            return;
        }

        var address = host is "*" or "0.0.0.0" or "::" ? IPAddress.Any : host == "localhost" ? IPAddress.Loopback : ListenSetup.AddressOf(key, host);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException fault)
        {
            throw new StartException(fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"{key}: port {port} is taken; is OnRecord running already? Stop it, or choose another port: --{key}={host}:PORT.",
                SocketError.AccessDenied => $"{key}: port {port} needs rights that this process has not. Choose one above 1023: --{key}={host}:PORT.",
                _ => $"{key}: cannot listen on {host}:{port}: {fault.Message}.",
            });
        }
    }
}
