namespace Snapshotter.Core.Epochs;

/// <summary>A fixed range of source-chain blocks, both ends included, under the id that all stages and projects share.</summary>
/// <param name="Id">The epoch id; ids are consecutive and start at 1 where the node itself cuts the epochs.</param>
/// <param name="Begin">The first block.</param>
/// <param name="End">The last block.</param>
public sealed record Epoch(long Id, long Begin, long End)
{
    /// <summary>The lowest id there is: 0 stands for no epoch.</summary>
    public const long FirstId = 1;

    /// <summary>The number of blocks.</summary>
    public int Size => checked((int)(End - Begin + 1));

    /// <summary>Whether the block belongs to the epoch.</summary>
    public bool Contains(long block) => block >= Begin && block <= End;

    /// <inheritdoc/>
    public override string ToString() => $"epoch {Id} (blocks {Begin}..{End})";
}
