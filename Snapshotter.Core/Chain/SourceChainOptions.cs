using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Chain;

/// <summary>How the source chain is read.</summary>
public sealed record SourceChainOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "SourceChain";

    /// <summary>Whether views such as reserves are rolled forward from the epoch's logs instead of called at every block.</summary>
    /// <value>Default true.</value>
    public bool DeriveFromLogs { get; init; } = true;

    /// <summary>Every how many epochs each rolled value is checked against a call.</summary>
    /// <value>Default 100 epochs.</value>
    [Range(1, 1_000_000)]
    public int CheckEveryEpochs { get; init; } = 100;

    /// <summary>How many of the latest blocks that epochs were read from are remembered by their hashes: a reorganisation that goes deeper is noticed, but not which epochs it touched.</summary>
    /// <value>Default 64 blocks; never fewer than the epochs in work have.</value>
    [Range(1, 100_000)]
    public int ReorgHorizon { get; init; } = 64;

    /// <summary>The most contract addresses put into one eth_getLogs; more go into further calls of the same request.</summary>
    /// <value>Default 2000 addresses.</value>
    [Range(1, 100_000)]
    public int MaxLogAddresses { get; init; } = 2000;

    /// <summary>How many epochs a contract is still read ahead after the last processor asked for it.</summary>
    /// <value>Default 8 epochs.</value>
    [Range(1, 1000)]
    public int ReadAheadEpochs { get; init; } = 8;

    /// <summary>The most answers of never-changing functions kept in memory; older ones are read from the state store again.</summary>
    /// <value>Default 100,000 answers.</value>
    [Range(100, 10_000_000)]
    public int MaxConstants { get; init; } = 100_000;
}
