namespace Snapshotter.Core.Configuration;

/// <summary>A JSON-RPC endpoint of settings.json.</summary>
/// <param name="Url">The address; it may hold a key, so it is never logged or reported.</param>
/// <param name="RateLimit">What the endpoint's plan allows, such as <c>20000/minute;1000/second</c>; empty for no limit.</param>
public sealed record RpcNode(Uri Url, string RateLimit)
{
    /// <summary>Without the address, which may hold a key.</summary>
    public override string ToString() => RateLimit.Length == 0 ? "endpoint without a rate limit" : $"endpoint with {RateLimit}";
}
