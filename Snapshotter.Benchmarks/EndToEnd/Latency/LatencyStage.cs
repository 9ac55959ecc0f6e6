namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>What lies between the block that releases an epoch and the last submission of it, in this order. A stage that happens several times ends with the last.</summary>
internal enum LatencyStage
{
    /// <summary>The node has read the logs of the block.</summary>
    Heard,

    /// <summary>The source chain has answered.</summary>
    SourceRead,

    /// <summary>The epoch is durable, with its first job.</summary>
    Released,

    /// <summary>The first job runs.</summary>
    JobStarted,

    /// <summary>Every snapshot is built and durable.</summary>
    Built,

    /// <summary>Every submission lies in the outbox.</summary>
    Queued,

    /// <summary>Every submission is signed, and its signature durable.</summary>
    Signed,

    /// <summary>Nonces, fees and gas are known.</summary>
    Priced,

    /// <summary>Every transaction is signed and durable.</summary>
    Written,

    /// <summary>The anchor chain has answered that it has every transaction.</summary>
    Sent,
}
