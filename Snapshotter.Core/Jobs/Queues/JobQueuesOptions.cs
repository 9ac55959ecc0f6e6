namespace Snapshotter.Core.Jobs.Queues;

/// <summary>The settings of each queue (<see cref="JobQueueName"/>).</summary>
public sealed class JobQueuesOptions
{
    /// <summary>See <see cref="JobQueueName.Preload"/>.</summary>
    public JobQueueOptions Preload { get; init; } = new();

    /// <summary>See <see cref="JobQueueName.Build"/>.</summary>
    public JobQueueOptions Build { get; init; } = new();

    /// <summary>See <see cref="JobQueueName.Aggregate"/>.</summary>
    public JobQueueOptions Aggregate { get; init; } = new();

    /// <summary>See <see cref="JobQueueName.Submit"/>.</summary>
    public JobQueueOptions Submit { get; init; } = new();

    /// <summary>See <see cref="JobQueueName.Finalize"/>.</summary>
    public JobQueueOptions Finalize { get; init; } = new();

    /// <summary>The settings of a queue.</summary>
    internal JobQueueOptions Of(JobQueueName queue) => queue switch
    {
        JobQueueName.Preload => Preload,
        JobQueueName.Build => Build,
        JobQueueName.Aggregate => Aggregate,
        JobQueueName.Submit => Submit,
        JobQueueName.Finalize => Finalize,
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "There is no such queue."),
    };
}
