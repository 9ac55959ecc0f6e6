using System.IO.Compression;
using Snapshotter.Api.Rest.Answers;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Snapshotter.Api.OpenApi;

/// <summary>A file of Swagger UI. The package embeds them gzipped, which is how callers get them unless they cannot unpack them.</summary>
internal sealed class SwaggerAsset : IAnswer
{
    private const string Folder = "Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.";

    private readonly byte[] _gzipped;
    private readonly string _contentType;

    private SwaggerAsset(string name, string contentType)
    {
        Name = name;
        _contentType = contentType;
        using var resource = typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The Swagger UI package has no {name} any more: take its new name over into the list of files.");
        _gzipped = new byte[resource.Length];
        resource.ReadExactly(_gzipped);
    }

    /// <summary>The files the page needs, and what a browser may ask for beside them.</summary>
    public static IReadOnlyList<SwaggerAsset> All { get; } =
    [
        new("swagger-ui.css", "text/css; charset=utf-8"),
        new("swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
        new("oauth2-redirect.html", "text/html; charset=utf-8"),
        new("oauth2-redirect.js", "text/javascript; charset=utf-8"),
        new("favicon-32x32.png", "image/png"),
    ];

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(HttpContext context)
    {
        var response = context.Response;
        var accepted = context.Request.Headers.AcceptEncoding;
        if (accepted.Count > 0) response.Headers.Append("Vary", "Accept-Encoding");
        response.Headers.CacheControl = "public, max-age=3600";
        response.ContentType = _contentType;
        if (ContentCodings.AcceptsGzip(accepted))
        {
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = _gzipped.Length;
            await response.BodyWriter.WriteAsync(_gzipped, context.RequestAborted);
            return;
        }

        await using var unpacking = new GZipStream(new MemoryStream(_gzipped, writable: false), CompressionMode.Decompress);
        await unpacking.CopyToAsync(response.Body, context.RequestAborted);
    }
}
