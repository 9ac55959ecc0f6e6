using System.Globalization;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Benchmarks.EndToEnd.Submissions;

/// <summary>What simulated nodes submit, and over what kind of chain.</summary>
/// <param name="Pairs">The projects of an epoch.</param>
/// <param name="Nodes">The nodes, each of which submits every project.</param>
internal sealed record SubmissionLoad(int Pairs, int Nodes)
{
    /// <summary>How many epochs follow one another.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Over how many accounts each node spreads its transactions.</summary>
    public int AccountsPerNode { get; init; } = 2;

    /// <summary>The most gas of a block.</summary>
    public long BlockGasLimit { get; init; } = 1_000_000_000;

    /// <summary>For how many blocks an epoch takes submissions.</summary>
    public int Window { get; init; } = 300;

    /// <summary>Settings of the nodes beyond those that every one needs.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The submissions of an epoch.</summary>
    public int PerEpoch => Pairs * Nodes;

    /// <summary>What the chain is started with: a block a second, and transactions in the order in which they came.</summary>
    public IReadOnlyList<string> ChainArguments =>
        ["--block-time", "1", "--order", "fifo", "--chain-id", "1", "--hardfork", "shanghai", "--gas-limit", BlockGasLimit.ToString(CultureInfo.InvariantCulture)];

    /// <summary>The projects; their ids are as long as those of a Uniswap v2 market.</summary>
    public IEnumerable<string> ProjectIds => Enumerable.Range(0, Pairs).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"pairContract_trade_volume:0x{pair:x40}:UNISWAPV2"));

    /// <summary>What every node builds for a project.</summary>
    public static Cid CidOf(long epochId, string projectId) =>
        Cid.Of(1, CidCodec.Raw, System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{projectId} in epoch {epochId}")));
}
