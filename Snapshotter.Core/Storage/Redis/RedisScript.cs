using System.Security.Cryptography;
using System.Text;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>A Lua script, which the server runs as one step, with the digest under which it remembers it.</summary>
internal sealed class RedisScript
{
    private RedisScript(string name, string text)
    {
        Name = name;
        Text = text;
        // Redis names scripts by this digest; nothing is kept secret by it.
#pragma warning disable CA5350
        Digest = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    public string Name { get; }

    public string Text { get; }

    public string Digest { get; }

    /// <summary>The script made of files, each of which sees the functions of those before it.</summary>
    public static RedisScript Of(string name, params IReadOnlyList<string> parts) =>
        OfText(name, string.Concat(parts.Append(name).Select(Read)));

    /// <summary>A script of this text.</summary>
    public static RedisScript OfText(string name, string text) => new(name, text);

    private static string Read(string part)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"redis/{part}.lua")
            ?? throw new InvalidOperationException($"The script {part}.lua is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
