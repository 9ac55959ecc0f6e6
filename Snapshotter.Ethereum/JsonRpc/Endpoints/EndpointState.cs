namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>How far an endpoint is trusted.</summary>
public enum EndpointState
{
    /// <summary>It answers.</summary>
    Healthy,

    /// <summary>It failed lately; healthy endpoints are asked before it.</summary>
    Suspect,

    /// <summary>It keeps failing; it is asked only for a trial now and then, or when no other is left.</summary>
    Down,
}
