namespace Snapshotter.Core.Jobs.Queues;

/// <summary>The queues that jobs belong to, grouped by what limits them. Which kinds of jobs belong to which is in <see cref="JobQueues"/>.</summary>
public enum JobQueueName
{
    /// <summary>Reads what an epoch's projects need: limited by the endpoints of the source chain.</summary>
    Preload = 0,

    /// <summary>Builds snapshots: limited by endpoints and processors.</summary>
    Build = 1,

    /// <summary>Composes aggregates of snapshots: limited by reads of contents.</summary>
    Aggregate = 2,

    /// <summary>Gathers what was built and submits it: limited by the protocol state and whoever takes submissions.</summary>
    Submit = 3,

    /// <summary>Follows submissions to their end: limited by the protocol state.</summary>
    Finalize = 4,
}
