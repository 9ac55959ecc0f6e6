using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain.Sharing;

/// <summary>What one host read of an epoch, and held against the chain, for all that run its jobs.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Headers">Its headers in order.</param>
/// <param name="Logs">The logs of each contract that was asked for.</param>
/// <param name="Calls">Calls with their answers: those that epochs make alike, and of each rolled view the value before the epoch.</param>
/// <param name="Mismatches">Rolled values that a call contradicted.</param>
internal sealed record SharedEpoch(
    Epoch Epoch, IReadOnlyList<BlockHeader> Headers, IReadOnlyList<SharedLogs> Logs, IReadOnlyList<KeyValuePair<CallKey, ReadOnlyMemory<byte>>> Calls, IReadOnlyList<ViewMismatch> Mismatches)
{
    /// <summary>Whether it is of the blocks that an epoch was released with.</summary>
    public bool IsOf(ReleasedEpoch released) => Epoch == released.Epoch && Headers[^1].Hash == released.EndHash;
}

/// <summary>The logs of a contract in an epoch.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Signatures">The first topics they were asked with.</param>
/// <param name="Entries">The logs in order.</param>
internal sealed record SharedLogs(Address Contract, IReadOnlyCollection<Hash32> Signatures, IReadOnlyList<LogEntry> Entries);
