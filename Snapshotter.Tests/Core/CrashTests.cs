using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core;

/// <summary>The process dies just before or just after each write of a run. Every start after it takes up what is left, and the end is the same.</summary>
public sealed class CrashTests
{
    private const int Projects = 3;

    /// <summary>Three epochs of a preload, a build, a submit and a finalize job each: one write of state for each job, and one of content for each build.</summary>
    private const int Writes = 3 * (4 + 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_death_at_any_write_changes_nothing_in_the_end(bool isAfter)
    {
        var undisturbed = await EndOfAsync([]);
        undisturbed.Should().HaveCount(3 * Projects).And.OnlyContain(static line => line.EndsWith("1,0,0"));
        for (var at = 0; at < Writes; at++) (await EndOfAsync([(at, isAfter)])).Should().Equal(undisturbed, $"of a death at write {at}");
    }

    [Fact]
    public async Task Deaths_at_every_write_one_after_another_change_nothing_in_the_end() =>
        (await EndOfAsync([.. Enumerable.Range(0, 25).Select(static i => (i % 4, i % 3 == 0))])).Should().Equal(await EndOfAsync([]));

    private static async Task<List<string>> EndOfAsync((int At, bool IsAfter)[] deaths)
    {
        using var folder = new TemporaryFolder();
        var plan = ScriptedProcessor.Plan(Projects);
        await using (var first = new PipelineRig(folder, plan)) await first.ReleaseAsync(1, 2, 3);
        foreach (var (at, isAfter) in deaths)
        {
            using var death = new Death(at, isAfter);
            await using var rig = new PipelineRig(folder, plan, change: death.Into);
            await rig.RunAsync(death.Token);
        }

        await using var last = new PipelineRig(folder, plan);
        await last.RunAsync();
        (await last.Queue.PendingByEpochAsync(default)).Should().BeEmpty();
        (await last.Queue.DeadAsync(1, default)).Should().BeEmpty();
        return await LinesAsync(last);
    }

    private static async Task<List<string>> LinesAsync(PipelineRig rig)
    {
        var lines = new List<string>();
        var totals = (await rig.State.SubmissionTotalsAsync(default)).ToDictionary(static total => total.ProjectId);
        totals.Values.Should().OnlyContain(static total => total.Successful == 3 && total.Incorrect == 0 && total.Missed == 0);
        foreach (var report in await rig.State.EpochReportsAsync(3, 3, default))
        {
            foreach (var id in rig.Plan.ProjectIds)
            {
                var cid = (await rig.State.FinalizedCidAsync(report.Epoch.Epoch.Id, id, default))!.Value;
                (await rig.Content.GetAsync(cid, default)).Should().NotBeNull("what is final must be readable");
                var outcomes = string.Join(' ', report.Transitions.Where(transition => transition.Subject == id).Select(static transition => $"{transition.Stage}{transition.Error}"));
                var account = (await rig.State.SubmissionReportsAsync(id, 10, default)).Single(account => account.EpochId == report.Epoch.Epoch.Id);
                lines.Add($"{report.Epoch.Epoch.Id} {id} {cid} {outcomes} {(account.Outcome == SubmissionOutcome.Successful ? "1,0,0" : "?")}");
            }
        }

        return lines;
    }

    /// <summary>Stops the pipeline at its n-th write, as a kill would: nothing is written from then on, and nobody learns what became of the write.</summary>
    private sealed class Death(int at, bool isAfter) : IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private readonly TaskCompletionSource _isDead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _writes = -1;

        public CancellationToken Token => _source.Token;

        public void Into(IServiceCollection services)
        {
            services.AddSingleton<IStateStore>(provider => new MortalState(provider.GetRequiredService<SqliteStateStore>(), this));
            services.AddSingleton<IJobQueue>(provider => new MortalQueue(ActivatorUtilities.CreateInstance<SqliteJobQueue>(provider), this));
            services.AddSingleton<IContentStore>(provider => new MortalContent(provider.GetRequiredService<SqliteContentStore>(), this));
        }

        public async ValueTask<T> WriteAsync<T>(Func<ValueTask<T>> write)
        {
            if (Token.IsCancellationRequested)
            {
                // What dies does not hear of a failure: the runner must know by now that it is stopped, or it would try again.
                await _isDead.Task;
                throw new OperationCanceledException(Token);
            }

            if (Interlocked.Increment(ref _writes) != at) return await write();
            if (isAfter) await write();
            await _source.CancelAsync();
            _isDead.TrySetResult();
            throw new OperationCanceledException(Token);
        }

        public void Dispose() => _source.Dispose();
    }

    private sealed class MortalContent(IContentStore inner, Death death) : IContentStore
    {
        public ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken) =>
            death.WriteAsync(() => inner.PutAsync(epochId, contents, CancellationToken.None));

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken) => inner.GetAsync(cid, cancellationToken);

        public ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken) => inner.PruneAsync(firstEpoch, cancellationToken);

        public ValueTask DisposeAsync() => default;
    }

    private sealed class MortalQueue(SqliteJobQueue inner, Death death) : DelegatingQueue(inner), IDisposable
    {
        private readonly SqliteJobQueue _inner = inner;

        public override ValueTask<Job?> CompleteAsync(Job job, StateChange result, TimeSpan lease, CancellationToken cancellationToken) =>
            death.WriteAsync(() => _inner.CompleteAsync(job, result, lease, CancellationToken.None));

        public void Dispose() => _inner.Dispose();
    }

    private sealed class MortalState(IStateStore inner, Death death) : DelegatingState(inner)
    {
        private readonly IStateStore _inner = inner;

        public override ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken) => death.WriteAsync(() => _inner.CommitAsync(change, CancellationToken.None));
    }
}
