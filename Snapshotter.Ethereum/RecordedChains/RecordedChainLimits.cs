namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>How much one request to a recorded chain may ask for; the optional limits imitate those of public endpoints.</summary>
public sealed record RecordedChainLimits
{
    /// <summary>How many calls a batch may hold.</summary>
    /// <value>The default is 10,000.</value>
    public int MaxBatchSize { get; init; } = 10_000;

    /// <summary>How many bytes the answer to a request may have; calls beyond it get error -32003.</summary>
    /// <value>The default is 256 MiB.</value>
    public long MaxResponseBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How many blocks one eth_getLogs may span; error -32005 beyond.</summary>
    /// <value>The default is null: any number.</value>
    public long? MaxLogBlocks { get; init; }

    /// <summary>How many logs one eth_getLogs may find; error -32005 beyond.</summary>
    /// <value>The default is null: any number.</value>
    public int? MaxLogResults { get; init; }
}
