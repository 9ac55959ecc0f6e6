namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>Content could not be read from its blocks.</summary>
public sealed class DagException : Exception
{
    /// <summary>The fault of one block.</summary>
    public DagException(DagFault fault, Cid cid, string message)
        : base(cid.IsEmpty ? message : $"Block {cid}: {message}")
    {
        Fault = fault;
        Cid = cid;
    }

    /// <summary>What kind of fault it is.</summary>
    public DagFault Fault { get; }

    /// <summary>The block it was found at; empty when the bytes have no name.</summary>
    public Cid Cid { get; }
}
