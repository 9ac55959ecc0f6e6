using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Snapshotter.Api.Hosting;

/// <summary>
/// Finds ports for servers that are told theirs. Those that the system hands out by itself also go to every connection made meanwhile, so that one might
/// be gone before the server listens: these come from below. They are gone through in turn from a place drawn by lot, so that no server is told the port of one that has yet to listen.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int _last = RandomNumberGenerator.GetInt32(Count);

    /// <summary>A port of the loopback address on which nobody listens.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
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
