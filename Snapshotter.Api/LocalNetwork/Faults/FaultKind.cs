namespace Snapshotter.Api.LocalNetwork.Faults;

/// <summary>How a node of a local network misbehaves, so that consensus has something to overcome.</summary>
internal enum FaultKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It builds base snapshots with another timestamp, and so with other CIDs.</summary>
    Wrong,

    /// <summary>It submits after the submission window has closed.</summary>
    Late,

    /// <summary>It never submits.</summary>
    Silent,
}
