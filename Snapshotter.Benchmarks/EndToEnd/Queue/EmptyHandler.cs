using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Queue;

/// <summary>A job without work, so that only the queue is measured.</summary>
internal sealed class EmptyHandler : IJobHandler
{
    public const string JobKind = "nothing";

    public string Kind => JobKind;

    public Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken) => Task.FromResult(new StateChange());

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) => Task.FromResult(new StateChange());
}
