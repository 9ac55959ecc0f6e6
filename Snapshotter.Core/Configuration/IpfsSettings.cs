namespace Snapshotter.Core.Configuration;

/// <summary>The IPFS node of the upstream settings.json.</summary>
/// <param name="Url">Its RPC, as URL or multiaddress.</param>
/// <param name="ReaderUrl">Where contents are read, or null when it is the same.</param>
/// <param name="ApiKey">The user name of both, or null.</param>
/// <param name="ApiSecret">The password of both, or null.</param>
/// <param name="Timeout">How long a call may take.</param>
/// <param name="RemotePinningService">The name of a remote pinning service that the node knows, or null when none is enabled.</param>
/// <param name="RemotePinningInBackground">Whether that service may finish in the background.</param>
public sealed record IpfsSettings(
    string Url, string? ReaderUrl, string? ApiKey, string? ApiSecret, TimeSpan Timeout, string? RemotePinningService, bool RemotePinningInBackground)
{
    /// <summary>Neither addresses nor credentials: both may hold keys.</summary>
    public override string ToString() => nameof(IpfsSettings);
}
