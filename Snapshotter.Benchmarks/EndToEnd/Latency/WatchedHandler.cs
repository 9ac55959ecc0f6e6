using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>Tells when a job begins.</summary>
internal sealed class WatchedHandler(IJobHandler inner, LatencyWatch watch) : IJobHandler
{
    public string Kind => inner.Kind;

    public Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        watch.OnJobStarted();
        return inner.HandleAsync(job, isLastAttempt, cancellationToken);
    }

    public void Committed() => inner.Committed();

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) => inner.GiveUpAsync(job, reason, cancellationToken);
}
