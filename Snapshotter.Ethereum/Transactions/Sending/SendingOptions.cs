using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>How transactions are priced and followed.</summary>
public sealed class SendingOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Transactions";

    /// <summary>The most a unit of gas may cost, in gwei; a transaction that would need more waits.</summary>
    /// <value>Default 500 gwei.</value>
    [Range(0.000000001, 1_000_000)]
    public double MaxFeeGwei { get; init; } = 500;

    /// <summary>The least tip per unit of gas, in gwei, where the node suggests less.</summary>
    /// <value>Default 0.001 gwei.</value>
    [Range(0, 1_000_000)]
    public double MinTipGwei { get; init; } = 0.001;

    /// <summary>What the gas estimate of the node is multiplied with: what is left over costs nothing, and other transactions may come first and make it use more.</summary>
    /// <value>Default 1.5.</value>
    [Range(1, 10)]
    public double GasMargin { get; init; } = 1.5;

    /// <summary>The time between two looks at the receipts.</summary>
    /// <value>Default 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a transaction may wait to be mined before it is sent anew with higher fees.</summary>
    /// <value>Default 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromSeconds(15);
}
