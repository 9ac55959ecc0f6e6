using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Aggregation;

/// <summary>Several epochs in work at once, whose aggregates stand on what is final of the epochs before.</summary>
public sealed class AggregateOrderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Later_epochs_are_built_beside_the_first_and_each_is_composed_when_the_one_before_is_final()
    {
        var window = new Window();
        await using var rig = new PipelineRig(_folder, ScriptedAggregate.Onto(ScriptedProcessor.Plan(1), new AggregateType("sum", window, []) { Filter = "type" }));
        var ledger = rig.Services.GetRequiredService<IJobLedger>();

        await rig.ReleaseAsync(1, 2, 3);
        var running = rig.RunAsync();
        await Patience.UntilAsync(async () => await OnlyWaitsAsync(ledger, 2) && await OnlyWaitsAsync(ledger, 3));
        foreach (var epoch in new[] { 2, 3 }) (await rig.OutcomesAsync(epoch, Stage.SnapshotBuild)).Should().Equal(null, "-");
        window.LetFirstGo();
        await running;

        window.Composed.Should().Equal((1, 0), (2, 1), (3, 1));
        foreach (var epoch in new[] { 1, 2, 3 }) (await rig.OutcomesAsync(epoch, Stage.SnapshotFinalize)).Should().Equal(null, null);
    }

    private static async Task<bool> OnlyWaitsAsync(IJobLedger ledger, long epochId) =>
        await ledger.OfEpochAsync(epochId, 10, default) is [{ State: JobState.Scheduled }];

    /// <summary>Composes of the epoch before as it was decided.</summary>
    private sealed class Window : IAggregateProcessor
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>In which order epochs were composed, and how many snapshots of the epoch before were final then.</summary>
        public ConcurrentQueue<(long EpochId, int FinalBefore)> Composed { get; } = new();

        public void LetFirstGo() => _first.SetResult();

        public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
        {
            var own = input.SingleUnderlying();
            if (own.EpochId == 1) await _first.Task.WaitAsync(Patience.Long, cancellationToken);
            Composed.Enqueue((own.EpochId, (await history.RangeAsync(own.ProjectId, own.EpochId - 1, own.EpochId - 1, cancellationToken)).Count));
            return new ScriptedProcessor.Text($"{own.ProjectId} in {own.EpochId}");
        }
    }
}
