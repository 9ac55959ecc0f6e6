namespace Snapshotter.Api.Rest.Routing;

/// <summary>How the table of routes judges a path.</summary>
internal enum RouteVerdict
{
    /// <summary>There is nothing at the path, nor at the path with a slash more or less.</summary>
    Nowhere,

    /// <summary>The route answers.</summary>
    Found,

    /// <summary>The path is right and the method is not.</summary>
    WrongMethod,

    /// <summary>The path would be right with a slash more or less at its end.</summary>
    Moved,
}

/// <summary>What the table found.</summary>
/// <param name="Verdict">How the path was judged.</param>
/// <param name="Route">The route, when there is one.</param>
/// <param name="Values">The values of the path's parameters.</param>
/// <param name="Path">Where the route is, when the path has moved.</param>
internal readonly record struct RouteMatch(RouteVerdict Verdict, RestRoute? Route, string[] Values, string Path);
