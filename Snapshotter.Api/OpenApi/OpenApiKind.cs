using Microsoft.OpenApi;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.OpenApi;

/// <summary>What an OpenAPI document describes, and how callers say who they are.</summary>
/// <param name="Title">The title.</param>
/// <param name="Description">A sentence.</param>
/// <param name="SchemeName">The name of the way to authenticate.</param>
/// <param name="Scheme">The way.</param>
/// <param name="Refusals">How callers may be refused on every route that is not open to everyone.</param>
internal sealed record OpenApiKind(string Title, string Description, string SchemeName, OpenApiSecurityScheme Scheme, IReadOnlyList<AnswerDescription> Refusals)
{
    private static readonly AnswerDescription Unauthorized = new(StatusCodes.Status401Unauthorized, typeof(RefusalBody));

    /// <summary>The REST API.</summary>
    public static OpenApiKind Rest(string headerKey) => new(
        "Snapshotter",
        "Finalized snapshots of a snapshotter node, and how the node is doing.",
        "apiKey",
        new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = headerKey, Description = "A caller's key; without one the public limit holds." },
        [Unauthorized, new AnswerDescription(StatusCodes.Status403Forbidden, typeof(RefusalBody)), new AnswerDescription(StatusCodes.Status429TooManyRequests, typeof(RefusalBody))]);

    /// <summary>The admin API.</summary>
    public static OpenApiKind Admin { get; } = new(
        "Snapshotter admin",
        "Users of the REST API and their keys.",
        "adminKey",
        new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The admin key." },
        [Unauthorized]);
}
