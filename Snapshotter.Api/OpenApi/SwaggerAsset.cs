using System.IO.Compression;
using Snapshotter.Api.Rest.Answers;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Snapshotter.Api.OpenApi;

/// <summary>A file of Swagger UI. The package embeds them gzipped, which is how callers get them unless they cannot unpack them.</summary>
internal sealed class SwaggerAsset(byte[] gzipped, string contentType) : IAnswer
{
    private const string Folder = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        ["swagger-ui.css"] = "text/css; charset=utf-8",
        ["swagger-ui-bundle.js"] = "text/javascript; charset=utf-8",
        ["oauth2-redirect.html"] = "text/html; charset=utf-8",
        ["oauth2-redirect.js"] = "text/javascript; charset=utf-8",
        ["favicon-32x32.png"] = "image/png",
    };

    /// <summary>The file of that name, or 404.</summary>
    public static IAnswer Answer(string name)
    {
        if (!ContentTypes.TryGetValue(name, out var contentType)) return BodyAnswer.NotFound;
        using var resource = typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The Swagger UI package has no {name} any more: take the new name over into its table of files.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return new SwaggerAsset(bytes, contentType);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(HttpContext context)
    {
        var response = context.Response;
        var body = gzipped;
        var accepted = context.Request.Headers.AcceptEncoding;
        if (accepted.Count > 0) response.Headers.Append("Vary", "Accept-Encoding");
        if (ContentCodings.AcceptsGzip(accepted)) response.Headers.ContentEncoding = "gzip";
        else body = Unpacked();
        response.Headers.CacheControl = "public, max-age=3600";
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    private byte[] Unpacked()
    {
        using var unpacking = new GZipStream(new MemoryStream(gzipped), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        unpacking.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
