using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Aggregation;

/// <summary>How much time an epoch takes. It decides how many epochs a window holds, so all nodes of a network must agree on it.</summary>
public sealed class WindowOptions
{
    /// <summary>The number of blocks in an epoch.</summary>
    /// <value>Default 10 blocks.</value>
    [Range(1, 1000)]
    public int EpochSize { get; init; } = 10;

    /// <summary>The time between two blocks of the source chain: whole seconds, as the protocol state's SOURCE_CHAIN_BLOCK_TIME counts here (spec 8.5).</summary>
    /// <value>Default 12 seconds.</value>
    [Range(1, 1_000_000)]
    public int BlockTimeSeconds { get; init; } = 12;

    /// <summary>How many whole epochs fit into a time; a window that ends with an epoch has that many before it.</summary>
    public long EpochsIn(TimeSpan time) => (long)time.TotalSeconds / ((long)EpochSize * BlockTimeSeconds);
}
