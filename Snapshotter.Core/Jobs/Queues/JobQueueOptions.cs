using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Jobs.Queues;

/// <summary>How the jobs of a queue are run.</summary>
public sealed class JobQueueOptions
{
    /// <summary>Due jobs of a queue with a higher priority go first, whatever their epochs.</summary>
    /// <value>Default 0.</value>
    [Range(-100, 100)]
    public int Priority { get; init; }

    /// <summary>The most jobs of the queue that the process runs at once; null for no bound but <see cref="JobOptions.MaxConcurrent"/>.</summary>
    /// <value>Default null.</value>
    [Range(1, 1024)]
    public int? MaxConcurrent { get; init; }
}
