using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>What one epoch asked for so far, whether that includes the receipts of all its blocks, and how its views ended.</summary>
internal sealed record EpochLesson(
    long EpochId,
    IReadOnlyDictionary<Address, IReadOnlyList<Hash32>> Logs,
    IReadOnlyList<ViewKey> Views,
    IReadOnlyCollection<EpochCall> Calls,
    bool AllReceipts,
    RolledViews AtEnd)
{
    /// <summary>Whether the calls are those that epoch after epoch makes, as far as another host has seen.</summary>
    public bool AreHabits { get; init; }
}
