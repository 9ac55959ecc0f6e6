namespace Snapshotter.Api.Rest.Routing;

/// <summary>
/// All operations in order. The first that fits path and method answers; a path without a fitting method is told which are allowed;
/// a path that only lacks its final slash, or has some too many, is sent on (the rules of the original's framework).
/// </summary>
internal sealed class RouteTable(IEnumerable<IRouteSource> sources)
{
    /// <summary>The routes in the order they are tried.</summary>
    public IReadOnlyList<RestRoute> Routes { get; } = [.. sources.SelectMany(source => source.Routes)];

    /// <summary>Judges a decoded path.</summary>
    public RouteMatch Find(string method, string path)
    {
        RouteMatch? wrongMethod = null;
        foreach (var route in Routes)
        {
            if (!route.Template.TryMatch(path, out var values)) continue;
            if (route.Methods.Contains(method, StringComparer.Ordinal)) return new RouteMatch(RouteVerdict.Found, route, values, path);
            wrongMethod ??= new RouteMatch(RouteVerdict.WrongMethod, route, values, path);
        }

        return wrongMethod ?? FindMoved(path);
    }

    private RouteMatch FindMoved(string path)
    {
        var moved = path.EndsWith('/') ? path.TrimEnd('/') : path + "/";
        var route = Routes.FirstOrDefault(route => route.Template.TryMatch(moved, out _));
        return new RouteMatch(route is null ? RouteVerdict.Nowhere : RouteVerdict.Moved, route, [], moved);
    }
}
