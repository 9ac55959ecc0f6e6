using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>A submission on its way, kept until it ended and for a while after, so that it is never sent twice.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Cid">The snapshot.</param>
public sealed record OutboxEntry(long EpochId, string ProjectId, Cid Cid)
{
    /// <summary>How far it has come.</summary>
    public OutboxState State { get; init; }

    /// <summary>The anchor block up to which the signature counts; 0 before it is signed.</summary>
    public long Deadline { get; init; }

    /// <summary>The signature, 65 bytes; empty before it is signed.</summary>
    public byte[] Signature { get; init; } = [];

    /// <summary>Every transaction that may have been sent for it, as an RLP list; empty when none was signed.</summary>
    public byte[] Transactions { get; init; } = [];
}
