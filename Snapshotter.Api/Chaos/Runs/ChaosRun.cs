using Snapshotter.Api.Chaos.Anchor;
using Snapshotter.Api.Chaos.Invariants;
using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Chaos.Sources;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>One run: the real node in a process of its own, disturbed as its seed says, watched from outside, and judged when it is over.</summary>
/// <param name="disturbances">What it is to suffer.</param>
/// <param name="folder">Where everything of the run is.</param>
/// <param name="anvil">The executable of the anchor chain; needed where the run has one.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class ChaosRun(Disturbances disturbances, string folder, string? anvil, TimeProvider time) : IDisposable
{
    /// <summary>Requests that must follow the last change of the chain, so that the node can have seen it.</summary>
    private const int RequestsAfterwards = 12;

    /// <summary>Chains move with the node's requests, of which there are few while it waits between attempts: what is slow is not stuck.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(40);

    private readonly Tally _tally = new();
    private readonly List<string> _processFaults = [];
    private readonly RestSampler _sampler = new(disturbances.World, Lots.Of(disturbances.Seed, "sampler"));
    private TaskCompletionSource _kill = NewSignal();
    private int _starts;

    private string JournalFile => Path.Combine(folder, "journal.txt");

    private string KeyFile => Path.Combine(folder, "key.txt");

    private string DataFolder => Path.Combine(folder, "data");

    /// <summary>Runs to the end and judges.</summary>
    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var began = time.GetTimestamp();
        await using var around = await Surroundings.StartAsync(disturbances, anvil, _tally, SignalKills, cancellationToken);
        if (around.KeyText is { } key) await File.WriteAllTextAsync(KeyFile, key, cancellationToken);
        await DriveAsync(around, began, cancellationToken);

        var journal = Journal.Read(JournalFile);
        foreach (var fault in journal.Faults) _tally.Add(fault);
        var truth = around.Anchor is { } anchor ? await anchor.ReadTruthAsync() : null;
        var history = await NodeState.AddAsync(HistoryOf(journal, truth) with { Pinned = around.Ipfs?.Contents }, DataFolder, cancellationToken);
        return new RunResult(
            disturbances.Seed, Math.Round(time.GetElapsedTime(began).TotalSeconds, 1), _starts, around.Requests, _sampler.Samples.Count, history.Finalized.Count,
            _tally.Counts, AllInvariants.Violations(history));
    }

    /// <inheritdoc/>
    public void Dispose() => _sampler.Dispose();

    private async Task DriveAsync(Surroundings around, long began, CancellationToken cancellationToken)
    {
        var isDone = false;
        while (!isDone)
        {
            await using var node = StartNode(around);
            isDone = await WatchAsync(node, around, began, cancellationToken);
        }
    }

    /// <summary>Watches one start of the node.</summary>
    /// <returns>Whether the run is over.</returns>
    private async Task<bool> WatchAsync(NodeProcess node, Surroundings around, long began, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.WhenAny(_kill.Task, node.Ended, Task.Delay(LookInterval, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (_kill.Task.IsCompleted)
            {
                _kill = NewSignal();
                await node.KillAsync();
                _tally.Add("kill -9");
                return false;
            }

            if (node.Ended.IsCompleted)
            {
                _processFaults.Add(node.DescribeEnd());
                return time.GetElapsedTime(began) > Deadline;
            }

            await _sampler.LookAsync(node.Address, cancellationToken);
            if (await HasEndedAsync(node, around, cancellationToken))
            {
                await _sampler.LookAtAllAsync(node.Address, cancellationToken);
                if (await node.StopAsync(StopDeadline) is { } fault) _processFaults.Add(fault);
                return true;
            }

            if (time.GetElapsedTime(began) > Deadline)
            {
                _processFaults.Add(FormattableString.Invariant($"the run was not over after {Deadline.TotalSeconds:0} s. {node.Log}"));
                return true;
            }
        }
    }

    private async Task<bool> HasEndedAsync(NodeProcess node, Surroundings around, CancellationToken cancellationToken) =>
        around.IsAtRest(RequestsAfterwards)
        && await _sampler.StatusAsync(node.Address, cancellationToken) is (0, 0, ChaosWorld.Epochs)
        && (around.Anchor is null || await _sampler.HasEverythingEndedAsync(node.Address, await around.Anchor.ReadFinalAsync(), cancellationToken));

    private NodeProcess StartNode(Surroundings around)
    {
        var start = FormattableString.Invariant($"start {_starts++}");
        var plan = new DisturbancePlan(
            Lots.Of(disturbances.Seed, start).Next(), disturbances.World.ConfigFolder, NodeSettings.Of(disturbances, around, DataFolder, KeyFile), disturbances.Points, disturbances.Jumps, JournalFile);
        return NodeProcess.Start(plan, Path.Combine(folder, "plan.json"));
    }

    private void SignalKills(long request)
    {
        if (disturbances.Kills.Contains(request)) _kill.TrySetResult();
    }

    private History HistoryOf(JournalEntries journal, AnchorTruth? truth)
    {
        var world = disturbances.World;
        return new History
        {
            Epochs = ChaosWorld.Epochs,
            ProjectIds = world.ProjectIds,
            Forks = [.. world.Forks.Select(fork => new ForkTruth(
                Enumerable.Range(1, ChaosWorld.Epochs).ToDictionary(static epoch => (long)epoch, epoch => fork.HashOf(world.EndOf(epoch))), fork.Snapshots))],
            FinalFork = disturbances.Script.Final.Fork,
            Samples = _sampler.Samples,
            Submissions = truth is null ? journal.Submissions : [.. truth.Submissions.Select(static one => new Submission(one.Key, one.Cid))],
            MayRepeatSubmissions = truth is null && (_starts > 1 || journal.Faults.Count > 0),
            Contract = truth?.Final,
            MayTakeBack = _tally.Counts.Keys.Any(static fault => fault.StartsWith(DrivenAnchor.ReorganisationFault, StringComparison.Ordinal)),
            // What is kept in the IPFS node alone can be had no better than that, and what is not known yet is asked of the contract.
            MayLackContents = disturbances.Ipfs is { MaxLocalBytes: > 0 },
            MayFailToAnswer = journal.Faults.Any(StoreFaults.All.Contains) || disturbances.Ipfs is { MaxLocalBytes: > 0 } || truth is not null,
            ProcessFaults = _processFaults,
        };
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
