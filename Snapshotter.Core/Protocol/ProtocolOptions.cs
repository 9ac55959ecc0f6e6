using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Protocol;

/// <summary>The protocol state on the anchor chain, and how the node takes part.</summary>
public sealed record ProtocolOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Protocol";

    /// <summary>Who releases epochs and decides what is final.</summary>
    /// <value>Default <see cref="ProtocolKind.Local"/>.</value>
    public ProtocolKind Kind { get; init; } = ProtocolKind.Local;

    /// <summary>The address of the protocol-state contract.</summary>
    /// <value>Default empty, which means that of settings.json.</value>
    [RegularExpression("(0x[0-9a-fA-F]{40})?", ErrorMessage = "An address is written as 0x and 40 hex digits.")]
    public string Address { get; init; } = "";

    /// <summary>The address of the data market, where the contract has several.</summary>
    /// <value>Default empty.</value>
    [RegularExpression("(0x[0-9a-fA-F]{40})?", ErrorMessage = "An address is written as 0x and 40 hex digits.")]
    public string DataMarket { get; init; } = "";

    /// <summary>How submissions get to the contract.</summary>
    /// <value>Default <see cref="SubmitterKind.Direct"/>.</value>
    public SubmitterKind Submitter { get; init; } = SubmitterKind.Direct;

    /// <summary>The slot this node submits for, where the network has slots; null for none.</summary>
    /// <value>Default null.</value>
    [Range(0, long.MaxValue)]
    public long? Slot { get; init; }

    /// <summary>Whether what a sequencer submitted counts before validators attested it (second generation only).</summary>
    /// <value>Default true, as upstream.</value>
    public bool TakesPending { get; init; } = true;

    /// <summary>Whether a simulation is submitted at each start: snapshots of the newest blocks, under epoch 0. Only with a relayer of a network that has it.</summary>
    /// <value>Default false.</value>
    public bool Simulation { get; init; }

    /// <summary>How many anchor blocks after it was signed a submission may still be taken.</summary>
    /// <value>Default 30 blocks.</value>
    [Range(1, 1_000_000)]
    public int DeadlineBuffer { get; init; } = 30;

    /// <summary>The most gas of a submission's transaction; null to ask the anchor chain for each.</summary>
    /// <value>Default null.</value>
    [Range(21_000, 1_000_000_000)]
    public long? GasLimit { get; init; }

    /// <summary>The wait before a submission that was not taken is tried again; doubled for each further try.</summary>
    /// <value>Default 500 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two tries.</summary>
    /// <value>Default 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The ws or wss address that tells of new blocks of the anchor chain; empty to look by polling. It may hold a key, so it is never logged.</summary>
    /// <value>Default empty.</value>
    [RegularExpression("(wss?://.+)?", ErrorMessage = "A WebSocket address starts with ws:// or wss://.")]
    public string WebSocket { get; init; } = "";

    /// <summary>The shortest time between two looks at the anchor chain while no WebSocket tells of it.</summary>
    /// <value>Default 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time between two looks while a WebSocket tells of it, in case something got lost.</summary>
    /// <value>Default 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most anchor blocks asked for at once when the node catches up.</summary>
    /// <value>Default 1000 blocks.</value>
    [Range(1, 1_000_000)]
    public int MaxLogBlocks { get; init; } = 1000;

    /// <summary>How many blocks that were read already are read again with the next ones, because an endpoint that lags may have left out logs.</summary>
    /// <value>Default 5 blocks.</value>
    [Range(0, 1000)]
    public int RescanBlocks { get; init; } = 5;

    /// <summary>How many anchor blocks back a reorganisation can be undone.</summary>
    /// <value>Default 128 blocks.</value>
    [Range(1, 10_000)]
    public int ReorgWindow { get; init; } = 128;

    // A record would print the WebSocket address.

    /// <summary>The kind and the contract.</summary>
    public override string ToString() => $"{Kind} {Address}";
}
