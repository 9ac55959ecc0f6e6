using Microsoft.OpenApi;
using Snapshotter.Api.Rest.Routing;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Snapshotter.Api.OpenApi;

/// <summary>Says what each parameter means, which the generator would look for on methods that the table of routes does not need.</summary>
internal sealed class ParameterMeanings : IOperationFilter
{
    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var description = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<RouteDescription>().Single();
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            parameter.Description = description.Parameters.Single(known => known.Name == parameter.Name).Meaning;
        }
    }
}
