using System.Globalization;
using System.Text;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>The little of Redis' protocol (RESP) that a connection begins with.</summary>
internal static class RedisHandshake
{
    private const int MaxLine = 512;

    /// <summary>A command as the protocol writes it.</summary>
    public static string Write(params string[] command) => string.Concat(
        [$"*{command.Length}\r\n", .. command.Select(static part => string.Create(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n"))]);

    /// <summary>The password of an <c>AUTH password</c>, which must be the first command; null when another one is.</summary>
    /// <exception cref="IOException">The connection ended.</exception>
    public static async Task<string?> ReadAuthAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await ReadLineAsync(stream, cancellationToken) != "*2") return null;
        if (await ReadLineAsync(stream, cancellationToken) != "$4" || !string.Equals(await ReadLineAsync(stream, cancellationToken), "AUTH", StringComparison.OrdinalIgnoreCase)) return null;
        await ReadLineAsync(stream, cancellationToken);
        return await ReadLineAsync(stream, cancellationToken);
    }

    /// <summary>A line, without its end. Read byte by byte, so that what comes behind it stays in the stream.</summary>
    /// <exception cref="IOException">The connection ended.</exception>
    /// <exception cref="InvalidDataException">The line is too long to be one of a handshake.</exception>
    public static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
            if (line.Count > MaxLine) throw new InvalidDataException("The line is too long.");
        }
    }
}
