using System.Diagnostics;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Probes;

/// <summary>Times the jobs of one kind.</summary>
internal sealed class ProbedHandler(IJobHandler inner, PartClock clock) : IJobHandler
{
    public string Kind => inner.Kind;

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken) =>
        await clock.TimeAsync(Stopwatch.GetTimestamp(), new ValueTask<StateChange>(inner.HandleAsync(job, isLastAttempt, cancellationToken)));

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) => inner.GiveUpAsync(job, reason, cancellationToken);
}
