using Snapshotter.Api.Chaos.Anchor;
using Snapshotter.Api.Chaos.Hosts;
using Snapshotter.Api.Chaos.Invariants;
using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Chaos.Redis;
using Snapshotter.Api.Chaos.Sources;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>One run: the real node in processes of its own, disturbed as its seed says, watched from outside, and judged when it is over.</summary>
/// <param name="disturbances">What it is to suffer.</param>
/// <param name="folder">Where everything of the run is.</param>
/// <param name="tools">The executables of what the run needs.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class ChaosRun(Disturbances disturbances, string folder, ChaosTools tools, TimeProvider time) : IDisposable
{
    /// <summary>Requests that must follow the last change of the chain, so that the node can have seen it.</summary>
    private const int RequestsAfterwards = 12;

    /// <summary>Chains move with the node's requests, of which there are few while it waits between attempts: what is slow is not stuck.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(40);

    private readonly Tally _tally = new();
    private readonly List<string> _faults = [];
    private readonly RestSampler _sampler = new(disturbances.World, Lots.Of(disturbances.Seed, "sampler"));

    /// <summary>Runs to the end and judges.</summary>
    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var began = time.GetTimestamp();
        await using var around = await Surroundings.StartAsync(disturbances, tools, folder, _tally, cancellationToken);
        await using var hosts = new DisturbedHosts(disturbances, around, folder, _tally, time);
        await WatchAsync(hosts, around, began, cancellationToken);

        var journal = hosts.Journal;
        foreach (var fault in journal.Faults) _tally.Add(fault);
        var truth = around.Anchor is { } anchor ? await anchor.ReadTruthAsync() : null;
        var history = await AddStoresAsync(HistoryOf(hosts, around, journal, truth) with { Pinned = around.Ipfs?.Contents }, hosts, around, cancellationToken);
        return new RunResult(
            disturbances.Seed, Math.Round(time.GetElapsedTime(began).TotalSeconds, 1), hosts.List.Sum(static host => host.Starts), around.Requests, _sampler.Samples.Count, history.Finalized.Count,
            _tally.Counts, AllInvariants.Violations(history));
    }

    /// <inheritdoc/>
    public void Dispose() => _sampler.Dispose();

    /// <summary>Watches the node until all is done or the deadline has come, and stops it.</summary>
    private async Task WatchAsync(DisturbedHosts hosts, Surroundings around, long began, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(LookInterval, time, cancellationToken);
            await hosts.TendAsync();
            var api = hosts.List[0].Address;
            await _sampler.LookAsync(api, cancellationToken);
            if (await HasEndedAsync(hosts, around, cancellationToken))
            {
                await _sampler.LookAtAllAsync(api, cancellationToken);
                await hosts.StopAsync();
                return;
            }

            if (time.GetElapsedTime(began) <= Deadline) continue;
            _faults.Add(FormattableString.Invariant($"the run was not over after {Deadline.TotalSeconds:0} s. {string.Join(Environment.NewLine, hosts.List.Select(static host => host.Log))}"));
            await hosts.KillAsync();
            return;
        }
    }

    private async Task<bool> HasEndedAsync(DisturbedHosts hosts, Surroundings around, CancellationToken cancellationToken)
    {
        if (!hosts.AreAtRest || !around.IsAtRest(RequestsAfterwards)) return false;
        // Jobs are those of all hosts; pins are each host's own.
        if (await _sampler.StatusAsync(hosts.List[0].Address, cancellationToken) is not (0, 0, ChaosWorld.Epochs)) return false;
        foreach (var host in hosts.List.Skip(1))
        {
            if (await _sampler.StatusAsync(host.Address, cancellationToken) is not (_, 0, _)) return false;
        }

        return around.Anchor is null || await _sampler.HasEverythingEndedAsync(hosts.List[0].Address, await around.Anchor.ReadFinalAsync(), cancellationToken);
    }

    private static async Task<History> AddStoresAsync(History history, DisturbedHosts hosts, Surroundings around, CancellationToken cancellationToken)
    {
        var hasIpfs = around.Ipfs is not null;
        await using var stores = around.Redis is { } redis
            ? NodeStores.OfHosts(redis.Options, hosts.List.Select(static host => host.DataFolder), hasIpfs)
            : NodeStores.OfFolder(hosts.List[0].DataFolder, hasIpfs);
        history = await NodeState.AddAsync(history, stores, cancellationToken);
        return around.Redis is null ? history : history with { RecordsLeft = await RedisLeftovers.FindAsync(around.Redis.Options) };
    }

    private History HistoryOf(DisturbedHosts hosts, Surroundings around, JournalEntries journal, AnchorTruth? truth)
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
            MayRepeatSubmissions = truth is null && (disturbances.Strikes.Count > 0 || journal.Faults.Count > 0),
            Contract = truth?.Final,
            MayTakeBack = _tally.Counts.Keys.Any(static fault => fault.StartsWith(DrivenAnchor.ReorganisationFault, StringComparison.Ordinal)),
            // What is kept in the IPFS node alone can be had no better than that, and so can what another host built; what is not known yet is asked of the contract.
            MayLackContents = disturbances.Ipfs is { MaxLocalBytes: > 0 } || (disturbances.Ipfs is not null && around.Redis is not null),
            MayFailToAnswer = journal.Faults.Any(StoreFaults.All.Contains) || disturbances.Ipfs is { MaxLocalBytes: > 0 } || truth is not null || disturbances.Strikes.Exists(static strike => strike.Kind == StrikeKind.KillRedis),
            ProcessFaults = [.. _faults, .. hosts.List.SelectMany(static host => host.Faults)],
        };
    }
}
