using System.Security.Cryptography;
using System.Text;

namespace Snapshotter.Api.Ops.Assets;

/// <summary>A file that the pages load, from inside the executable. Its address carries a tag of its content, so that browsers may keep it.</summary>
internal sealed class OpsAsset
{
    private readonly byte[] _bytes;
    private readonly string _contentType;

    private OpsAsset(string path, string contentType)
    {
        Path = path;
        _contentType = contentType;
        var name = path[(path.LastIndexOf('/') + 1)..];
        using var stream = typeof(OpsAsset).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The executable has no {name}.");
        _bytes = new byte[stream.Length];
        stream.ReadExactly(_bytes);
        Address = $"{path}?v={Convert.ToHexStringLower(SHA256.HashData(_bytes).AsSpan(0, 4))}";
    }

    public static OpsAsset Styles { get; } = new(OpsPaths.Styles, "text/css; charset=utf-8");

    public static OpsAsset Script { get; } = new(OpsPaths.Script, "text/javascript; charset=utf-8");

    public static OpsAsset Icon { get; } = new(OpsPaths.Icon, "image/svg+xml");

    /// <summary>Where it is served.</summary>
    public string Path { get; }

    /// <summary>How pages refer to it.</summary>
    public string Address { get; }

    /// <summary>The content as text.</summary>
    public string Text => Encoding.UTF8.GetString(_bytes);

    /// <summary>Sends it.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = _contentType;
        context.Response.ContentLength = _bytes.Length;
        context.Response.Headers.CacheControl = "public, max-age=86400";
        await context.Response.BodyWriter.WriteAsync(_bytes, context.RequestAborted);
    }
}
