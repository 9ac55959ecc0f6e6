namespace Snapshotter.Computes.UniswapV2;

/// <summary>How aggregates add up.</summary>
public enum UniswapV2Arithmetic
{
    /// <summary>In doubles and in upstream's order, so that the bytes equal those of upstream nodes. Running sums drift, and depend on when what was final.</summary>
    Compatible = 0,

    /// <summary>In integers of a millionth, over each epoch of the window once: the bytes depend on the window's snapshots alone. These aggregates have project ids of their own.</summary>
    Exact = 1,
}
