using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Snapshotter.Api.Chaos.Hosts;

/// <summary>
/// Finds ports for servers that are told theirs. Those that the system hands out by itself also go to every connection made meanwhile, so that one might
/// be gone before the server listens: these come from below.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int End = 32_000;

    /// <summary>A port of the loopback address on which nobody listens.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one is not.
            }
        }
    }
}
