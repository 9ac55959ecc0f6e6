using System.ComponentModel.DataAnnotations;
using Snapshotter.Core.Jobs.Queues;

namespace Snapshotter.Core.Jobs;

/// <summary>How jobs are run.</summary>
public sealed class JobOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Jobs";

    /// <summary>The most jobs run at once.</summary>
    /// <value>Default 8 jobs.</value>
    [Range(1, 1024)]
    public int MaxConcurrent { get; init; } = 8;

    /// <summary>How often a failing job is tried before it is given up.</summary>
    /// <value>Default 5 attempts.</value>
    [Range(1, 100)]
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How often the process may die while a job runs before the job is given up.</summary>
    /// <value>Default 100 times.</value>
    [Range(1, 10_000)]
    public int MaxLostDeliveries { get; init; } = 100;

    /// <summary>How long a worker holds a job before another may take it; renewed while it runs.</summary>
    /// <value>Default 60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait before the second attempt; doubled for each further one, with jitter.</summary>
    /// <value>Default 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between attempts.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The most data sources put into one job.</summary>
    /// <value>Default 256 data sources.</value>
    [Range(1, 256)]
    public int SliceSize { get; init; } = 256;

    /// <summary>The priority and the bound of each queue.</summary>
    /// <value>Default none: the lowest epoch goes first, and up to <see cref="MaxConcurrent"/> jobs of any queue run at once.</value>
    public JobQueuesOptions Queues { get; init; } = new();

    /// <summary>The queues whose jobs the process runs (<see cref="JobQueueName"/>), separated by commas; empty for all.</summary>
    /// <value>Default empty.</value>
    [QueueNames]
    public string Serve { get; init; } = "";
}
