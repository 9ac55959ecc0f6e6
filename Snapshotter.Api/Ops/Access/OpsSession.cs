using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Snapshotter.Api.Keys;

namespace Snapshotter.Api.Ops.Access;

/// <summary>
/// A login. The cookie holds until when it counts and a code made from that and the operator key, so that every host with the key takes it,
/// none keeps it, and a new key ends it.
/// </summary>
internal sealed class OpsSession(AccessKey? key, OpsOptions options, TimeProvider time)
{
    private const string Purpose = "snapshotter operator pages until ";

    /// <summary>Whether there is an operator key, without which nobody can log in.</summary>
    public bool HasKey => key is not null;

    /// <summary>The cookie's text for a login that begins now, and until when it counts.</summary>
    public (string Text, DateTimeOffset Until) Begin()
    {
        var until = time.GetUtcNow() + options.SessionLength;
        var seconds = until.ToUnixTimeSeconds();
        return (string.Create(CultureInfo.InvariantCulture, $"{seconds}.{Base64Url.EncodeToString(CodeOf(seconds))}"), until);
    }

    /// <summary>Whether a text is the operator key.</summary>
    public bool IsKey(string text) => key is not null && key.Is(text);

    /// <summary>Whether a cookie's text is that of a login that still counts.</summary>
    public bool IsCurrent(string? text)
    {
        if (key is null || text is not { Length: < 100 }) return false;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || !long.TryParse(text.AsSpan(0, point), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (seconds < time.GetUtcNow().ToUnixTimeSeconds()) return false;
        Span<byte> code = stackalloc byte[SHA256.HashSizeInBytes];
        return Base64Url.TryDecodeFromChars(text.AsSpan(point + 1), code, out var written) && written == code.Length && CryptographicOperations.FixedTimeEquals(code, CodeOf(seconds));
    }

    private byte[] CodeOf(long seconds) =>
        HMACSHA256.HashData(key!.Digest.Bytes.Span, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Purpose}{seconds}")));
}
