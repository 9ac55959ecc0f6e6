using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>Applies the retention beside a pipeline again and again, until it is disposed.</summary>
internal sealed class RepeatedPruning : IAsyncDisposable
{
    /// <summary>A run goes through some hundred epochs in this time, more than the ten minutes of a node that is told to prune by the clock.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop;
    private readonly Task _work;

    public RepeatedPruning(Pruner pruner, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _work = RunAsync(pruner, _stop.Token);
    }

    /// <summary>Stops, and fails when a turn failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private static async Task RunAsync(Pruner pruner, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) await pruner.PruneAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
