namespace Snapshotter.Core.Snapshots;

/// <summary>A snapshot cannot be built from what is on the chain, and trying again would not change that.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>With the reason, which operators read in the epoch's state.</summary>
    public SnapshotException(string message) : base(message)
    {
    }

    /// <summary>With the reason and its cause.</summary>
    public SnapshotException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Without a reason.</summary>
    public SnapshotException()
    {
    }
}
