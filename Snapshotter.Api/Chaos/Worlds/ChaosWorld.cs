namespace Snapshotter.Api.Chaos.Worlds;

/// <summary>What a disturbed node lives in: a chain with forks, and the configuration of its projects.</summary>
/// <param name="ConfigFolder">The configuration in the original's format.</param>
/// <param name="Forks">The chain undisturbed, then its forks; all share the first blocks.</param>
/// <param name="ProjectIds">All projects, in the order of the results.</param>
internal sealed record ChaosWorld(string ConfigFolder, IReadOnlyList<ChaosFork> Forks, IReadOnlyList<string> ProjectIds)
{
    /// <summary>Blocks in an epoch.</summary>
    public const int EpochSize = 3;

    /// <summary>Epochs the chain is long enough for.</summary>
    public const int Epochs = 8;

    /// <summary>Blocks that lie above an epoch when it is released.</summary>
    public const int HeadOffset = 2;

    /// <summary>The blocks of the chain: the epochs, and what must lie above the last.</summary>
    public const int Blocks = (EpochSize * Epochs) + HeadOffset;

    /// <summary>The first block of epoch 1.</summary>
    public long FirstBlock => Forks[0].Chain.First;

    /// <summary>The newest block of every fork.</summary>
    public long LastBlock => Forks[0].Chain.Last;

    /// <summary>The last block of an epoch.</summary>
    public long EndOf(long epochId) => FirstBlock + (epochId * EpochSize) - 1;
}
