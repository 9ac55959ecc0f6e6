using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Support;

/// <summary>Lets a test act between a look at what became of an epoch and what is made of it.</summary>
internal sealed class LookedAtState(IStateStore inner) : DelegatingState(inner)
{
    private int _looks;

    /// <summary>What happens after a look, which is counted from 1.</summary>
    public Func<int, Task>? Looked { get; set; }

    public override async ValueTask<IReadOnlyList<EpochReport>> EpochReportsAsync(long newest, int count, CancellationToken cancellationToken)
    {
        var reports = await base.EpochReportsAsync(newest, count, cancellationToken);
        if (Looked is { } looked) await looked(Interlocked.Increment(ref _looks));
        return reports;
    }
}
