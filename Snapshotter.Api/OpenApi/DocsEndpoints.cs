using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.OpenApi;

/// <summary>The OpenAPI document and Swagger UI, all from this process and nothing from a CDN.</summary>
internal sealed class DocsEndpoints(OpenApiText document) : IRouteSource
{
    private static readonly BodyAnswer Page = new(StatusCodes.Status200OK, DocsPage.Bytes, "text/html; charset=utf-8");

    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Page("/openapi.json", DocumentAsync),
        RestRoute.Page("/docs", _ => ValueTask.FromResult<IAnswer>(Page)),
        RestRoute.Page("/redoc", _ => ValueTask.FromResult<IAnswer>(Page)),
        RestRoute.Page("/docs/oauth2-redirect", _ => ValueTask.FromResult(SwaggerAsset.Answer("oauth2-redirect.html"))),
        RestRoute.Page("/docs/{asset}", request => ValueTask.FromResult(SwaggerAsset.Answer(request.Values[0]))),
    ];

    private async ValueTask<IAnswer> DocumentAsync(RestRequest request) =>
        new BodyAnswer(StatusCodes.Status200OK, await document.BytesAsync(request.Aborted));
}
