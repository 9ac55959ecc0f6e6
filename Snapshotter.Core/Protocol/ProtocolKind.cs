namespace Snapshotter.Core.Protocol;

/// <summary>Who releases epochs and decides what is final.</summary>
public enum ProtocolKind
{
    /// <summary>The node itself.</summary>
    Local,

    /// <summary>A contract of the first generation, to which every snapshotter submits by itself.</summary>
    V1,

    /// <summary>A contract of the second generation, which takes batches for data markets.</summary>
    V2,
}
