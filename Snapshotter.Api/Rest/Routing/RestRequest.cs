namespace Snapshotter.Api.Rest.Routing;

/// <summary>A request that found its route.</summary>
/// <param name="Context">The connection's view of it.</param>
/// <param name="Values">The decoded values of the path's parameters.</param>
/// <param name="Query">The raw query.</param>
internal sealed record RestRequest(HttpContext Context, string[] Values, string Query)
{
    /// <summary>Cancelled when the caller goes away.</summary>
    public CancellationToken Aborted => Context.RequestAborted;
}
