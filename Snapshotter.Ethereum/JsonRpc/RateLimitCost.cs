namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>What an endpoint's rate limit counts.</summary>
public enum RateLimitCost
{
    /// <summary>An HTTP request counts one, however many calls its batch holds.</summary>
    HttpRequest,

    /// <summary>Every call in a batch counts one.</summary>
    MethodCall,
}
