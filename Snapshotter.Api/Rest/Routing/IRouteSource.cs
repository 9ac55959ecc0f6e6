namespace Snapshotter.Api.Rest.Routing;

/// <summary>A group of operations that contributes its routes to the table.</summary>
internal interface IRouteSource
{
    /// <summary>The routes of the group.</summary>
    IEnumerable<RestRoute> Routes { get; }
}
