using Snapshotter.Api.Rest.Answers;

namespace Snapshotter.Api.Rest.Routing;

/// <summary>One operation of the API: where it is, what answers it, and how it is described.</summary>
/// <param name="Methods">The methods it takes, in upper case.</param>
/// <param name="Template">Where it is.</param>
/// <param name="Handler">What answers it.</param>
internal sealed record RestRoute(IReadOnlyList<string> Methods, RouteTemplate Template, Func<RestRequest, ValueTask<IAnswer>> Handler)
{
    private static readonly string[] OnlyGet = ["GET"];
    private static readonly string[] OnlyPost = ["POST"];
    private static readonly string[] OnlyDelete = ["DELETE"];
    private static readonly string[] GetAndHead = ["GET", "HEAD"];

    /// <summary>How the OpenAPI document describes it, or null when it is no part of the API proper.</summary>
    public RouteDescription? Description { get; init; }

    /// <summary>Whom it is open to.</summary>
    public RouteAccess Access { get; init; }

    /// <summary>The text of the Allow header.</summary>
    public string Allow { get; } = string.Join(", ", Methods);

    public static RestRoute Get(string template, Func<RestRequest, ValueTask<IAnswer>> handler) => new(OnlyGet, new RouteTemplate(template), handler);

    public static RestRoute Post(string template, Func<RestRequest, ValueTask<IAnswer>> handler) => new(OnlyPost, new RouteTemplate(template), handler);

    public static RestRoute Delete(string template, Func<RestRequest, ValueTask<IAnswer>> handler) => new(OnlyDelete, new RouteTemplate(template), handler);

    public static RestRoute Page(string template, Func<RestRequest, ValueTask<IAnswer>> handler) =>
        new(GetAndHead, new RouteTemplate(template), handler) { Access = RouteAccess.Open };
}
