namespace Snapshotter.Api.Rest.Routing;

/// <summary>Whom a route is open to.</summary>
internal enum RouteAccess
{
    /// <summary>Callers within their limits; a success counts.</summary>
    Counted,

    /// <summary>Callers within their limits; a success is not counted.</summary>
    Uncounted,

    /// <summary>Everyone, without a key and without limits.</summary>
    Open,
}
