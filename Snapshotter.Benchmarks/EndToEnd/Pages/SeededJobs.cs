using System.Globalization;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Benchmarks.EndToEnd.Pages;

/// <summary>Fills a store by the node's own means: epochs of a hundred jobs and 28 outcomes, of which three tenths are done, and jobs in every state.</summary>
/// <param name="epochs">How many.</param>
internal sealed class SeededJobs(int epochs)
{
    private const int JobsOfEpoch = 100;
    private const int LaterOfEpoch = 10;
    private const int Dead = 1_000;
    private const int Failed = 2_000;
    private const int Held = 256;
    private const int Projects = 7;

    private static readonly TimeSpan Lease = TimeSpan.FromDays(1);
    private static readonly Stage[] Stages = [Stage.SnapshotBuild, Stage.SnapshotSubmitPayloadCommit, Stage.RelayerSend, Stage.SnapshotFinalize];

    private readonly int _doneEpochs = epochs * 3 / 10;

    /// <summary>All jobs.</summary>
    public int Count => epochs * JobsOfEpoch;

    /// <summary>A number in the middle of those in a state, before which a deep page begins.</summary>
    public long MiddleOf(JobState state)
    {
        var waiting = _doneEpochs * JobsOfEpoch;
        return state switch
        {
            JobState.Succeeded => waiting / 2,
            JobState.Dead => waiting + (Dead / 2),
            JobState.Processing => waiting + (Dead * JobsOfEpoch / (JobsOfEpoch - LaterOfEpoch)) + (Held / 2),
            JobState.Failed => Failed / 2,
            _ => (waiting + Count) / 2,
        };
    }

    public async Task FillAsync(IStateStore store, IJobQueue queue, IJobLedger ledger, CancellationToken cancellationToken)
    {
        await EnqueueAsync(store, 1, _doneEpochs, later: 0, cancellationToken);
        var leased = await queue.LeaseAsync(Held, Lease, cancellationToken);
        await Task.WhenAll(leased.Select(job => CompleteAllAsync(queue, job, cancellationToken)));

        await EnqueueAsync(store, _doneEpochs + 1, epochs, LaterOfEpoch, cancellationToken);
        foreach (var job in await LeaseAsync(queue, Dead, cancellationToken)) await queue.BuryAsync(job, "The endpoint did not answer within 30 seconds.", new StateChange(), cancellationToken);
        var held = await LeaseAsync(queue, Held, cancellationToken);
        for (var i = 0; i < Failed; i++)
        {
            await ledger.NoteAsync(
                new FailedAttempt(held[i % Held], DateTimeOffset.UnixEpoch.AddDays(20_000), "The endpoint did not answer within 30 seconds.", new string('x', 2_000)), cancellationToken);
        }
    }

    private static async Task<List<Job>> LeaseAsync(IJobQueue queue, int count, CancellationToken cancellationToken)
    {
        var jobs = new List<Job>();
        while (jobs.Count < count) jobs.AddRange(await queue.LeaseAsync(count - jobs.Count, Lease, cancellationToken));
        return jobs;
    }

    private static async Task CompleteAllAsync(IJobQueue queue, Job? job, CancellationToken cancellationToken)
    {
        while (job is not null) job = await queue.CompleteAsync(job, new StateChange(), Lease, cancellationToken);
    }

    private static async Task EnqueueAsync(IStateStore store, int from, int to, int later, CancellationToken cancellationToken)
    {
        for (var epoch = from; epoch <= to; epoch++) await store.CommitAsync(ChangeOf(epoch, later), cancellationToken);
    }

    private static StateChange ChangeOf(long epoch, int later)
    {
        var at = 1_700_000_000 + (120 * epoch);
        return new StateChange
        {
            Released = [new ReleasedEpoch(new Epoch(epoch, epoch * 10, (epoch * 10) + 9), default, at, epoch, at)],
            Transitions = [.. Stages.SelectMany(stage => Enumerable.Range(0, Projects).Select(project => new Transition(
                epoch, stage, FormattableString.Invariant($"type:pair{project}:NS"), epoch % 100 == 0 && project == 0 ? "no answer" : null, null, at + 10)))],
            Enqueued = [.. Enumerable.Range(0, JobsOfEpoch).Select(key => new NewJob(EmptyHandler.JobKind, epoch, key.ToString(CultureInfo.InvariantCulture), new byte[64])
            {
                NotBefore = key >= JobsOfEpoch - later ? DateTimeOffset.UnixEpoch.AddDays(100_000) : null,
            })],
        };
    }
}
