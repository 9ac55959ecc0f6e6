namespace Snapshotter.Core;

/// <summary>There is one process, and it is always its turn.</summary>
internal sealed class AloneTurn : IDetectorTurn
{
    public Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => work(cancellationToken);
}
