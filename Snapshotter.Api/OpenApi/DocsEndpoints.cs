using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.OpenApi;

/// <summary>The OpenAPI document and Swagger UI, all from this process and nothing from a CDN.</summary>
internal sealed class DocsEndpoints(OpenApiText document) : IRouteSource
{
    private static readonly BodyAnswer Page = new(StatusCodes.Status200OK, DocsPage.Bytes, "text/html; charset=utf-8");

    private static readonly SwaggerAsset Redirect = SwaggerAsset.All.Single(asset => asset.Name == "oauth2-redirect.html");

    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Page("/openapi.json", DocumentAsync),
        RestRoute.Page("/docs", _ => ValueTask.FromResult<IAnswer>(Page)),
        RestRoute.Page("/redoc", _ => ValueTask.FromResult<IAnswer>(Page)),
        RestRoute.Page("/docs/oauth2-redirect", _ => ValueTask.FromResult<IAnswer>(Redirect)),
        .. SwaggerAsset.All.Select(asset => RestRoute.Page($"/docs/{asset.Name}", _ => ValueTask.FromResult<IAnswer>(asset))),
    ];

    private async ValueTask<IAnswer> DocumentAsync(RestRequest request) =>
        new BodyAnswer(StatusCodes.Status200OK, await document.BytesAsync(request.Aborted));
}
