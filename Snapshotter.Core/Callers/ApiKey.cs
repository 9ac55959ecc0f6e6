using System.Buffers.Text;
using System.Security.Cryptography;

namespace Snapshotter.Core.Callers;

/// <summary>Keys of callers and of the operator.</summary>
public static class ApiKey
{
    /// <summary>The fewest characters of a key: fewer could be guessed.</summary>
    public const int MinLength = 32;

    /// <summary>The most characters of a key.</summary>
    public const int MaxLength = 128;

    private const int RandomBytes = 32;

    /// <summary>A new key of 256 random bits, in characters that need no escape in headers and shells.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Whether a text can serve as a key: 32 to 128 visible ASCII characters.</summary>
    public static bool IsUsable(string text) => text.Length is >= MinLength and <= MaxLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
