using System.Text;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Snapshotter.Api.OpenApi;

/// <summary>The OpenAPI document, generated once from the table of routes.</summary>
internal sealed class OpenApiText(IServiceProvider services)
{
    /// <summary>The name Swashbuckle knows the document by.</summary>
    public const string DocumentName = "v1";

    private ReadOnlyMemory<byte>? _bytes;

    /// <summary>The document as JSON in UTF-8.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> BytesAsync(CancellationToken cancellationToken)
    {
        if (_bytes is { } known) return known;
        // Asked for late: the generator lists the routes, and the route of the document is one of them.
        var generator = services.GetRequiredService<IAsyncSwaggerProvider>();
        var document = await generator.GetSwaggerAsync(DocumentName);
        var text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0, cancellationToken);
        var made = new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n") + "\n"));
        _bytes = made;
        return made;
    }
}
