namespace Snapshotter.Core.Configuration;

/// <summary>How a chain is reached: <c>rpc</c> and <c>anchor_chain_rpc</c> of settings.json.</summary>
/// <param name="FullNodes">The endpoints in order of preference.</param>
/// <param name="Retry">How often a failed call is tried again.</param>
/// <param name="PollingInterval">How long to wait before looking for news again.</param>
public sealed record RpcSettings(IReadOnlyList<RpcNode> FullNodes, int Retry, TimeSpan PollingInterval)
{
    /// <summary>Upstream's number of retries where the file gives none.</summary>
    public const int DefaultRetry = 5;

    /// <summary>Upstream's seconds between two polls where the file gives none.</summary>
    public const int DefaultPollingSeconds = 10;
}
