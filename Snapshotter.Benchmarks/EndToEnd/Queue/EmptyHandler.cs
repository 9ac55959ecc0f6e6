using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Queue;

/// <summary>A job without work, so that only the queue is measured.</summary>
/// <param name="onStart">Called when a job begins.</param>
internal sealed class EmptyHandler(Action<Job> onStart) : IJobHandler
{
    public const string JobKind = "nothing";

    public string Kind => JobKind;

    public Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        onStart(job);
        return Task.FromResult(new StateChange());
    }

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) => Task.FromResult(new StateChange());
}
