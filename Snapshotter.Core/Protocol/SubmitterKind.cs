namespace Snapshotter.Core.Protocol;

/// <summary>How submissions get to the contract.</summary>
public enum SubmitterKind
{
    /// <summary>By transactions of the node's own accounts.</summary>
    Direct,

    /// <summary>By a relayer over HTTP, which pays for them.</summary>
    Relayer,
}
