using System.Numerics;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;
using Snapshotter.Api.Rest.Bodies;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Snapshotter.Api.OpenApi;

/// <summary>Wires the generation of the OpenAPI document.</summary>
internal static class OpenApiServices
{
    /// <summary>Adds Swashbuckle over the table of routes.</summary>
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services, Func<IServiceProvider, OpenApiKind> kindOf)
    {
        services.TryAddSingleton(kindOf);
        services.TryAddSingleton<OpenApiText>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, RouteDescriptions>());
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen();
        services.AddOptions<SwaggerGenOptions>().Configure<OpenApiKind>(static (swagger, kind) =>
        {
            if (swagger.SwaggerGeneratorOptions.SwaggerDocs.ContainsKey(OpenApiText.DocumentName)) return;
            swagger.SwaggerDoc(OpenApiText.DocumentName, new OpenApiInfo
            {
                Title = kind.Title,
                Version = "1",
                Description = kind.Description,
            });
            swagger.AddSecurityDefinition(kind.SchemeName, kind.Scheme);
            swagger.AddSecurityRequirement(document => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(kind.SchemeName, document)] = [] });
            swagger.MapType<BigInteger>(() => new OpenApiSchema { Type = JsonSchemaType.Integer });
            swagger.MapType<RawJson>(() => new OpenApiSchema { Description = "Any JSON value." });
            swagger.SupportNonNullableReferenceTypes();
            swagger.DocumentFilter<FinalSlashes>();
            swagger.OperationFilter<ParameterMeanings>();
            swagger.IncludeXmlComments(typeof(OpenApiServices).Assembly);
            swagger.IncludeXmlComments(typeof(Snapshotter.Core.Telemetry.NodeStatus).Assembly);
        });
        return services;
    }
}
