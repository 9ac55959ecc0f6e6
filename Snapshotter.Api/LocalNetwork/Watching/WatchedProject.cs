using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Watching;

/// <summary>A project in one epoch, as the contract tells of it.</summary>
internal sealed class WatchedProject
{
    /// <summary>What came in, by snapshotter.</summary>
    public Dictionary<Address, Submission> Submissions { get; } = [];

    /// <summary>What is final, or null.</summary>
    public string? Finalized { get; set; }

    /// <summary>The time of the anchor block that made it final, in Unix seconds.</summary>
    public long FinalizedAt { get; set; }
}
