using Microsoft.OpenApi;
using Snapshotter.Api.Rest.Routing;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Snapshotter.Api.OpenApi;

/// <summary>Gives paths back the slash at their end, which the generator cuts off and without which a caller is redirected.</summary>
internal sealed class FinalSlashes(RouteTable routes) : IDocumentFilter
{
    /// <inheritdoc/>
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var slashed = routes.Routes.Select(route => route.Template.Text).Where(path => path.EndsWith('/')).ToHashSet(StringComparer.Ordinal);
        var paths = new OpenApiPaths();
        foreach (var (path, item) in swaggerDoc.Paths) paths.Add(slashed.Contains(path + "/") ? path + "/" : path, item);
        swaggerDoc.Paths = paths;
    }
}
