using System.Collections.Concurrent;
using Snapshotter.Api.Chaos.Redis;
using Snapshotter.Api.Chaos.Runs;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Api.Chaos.Runs;

/// <summary>The real node in processes of its own under seeded faults: the seeds that once showed a fault of the node, and a few others.</summary>
public sealed class ChaosRunTests
{
    /// <summary>Runs wait more than they work.</summary>
    private const int AtOnce = 4;

    /// <summary>A word behind the number of a failing seed whose node was on many hosts.</summary>
    private const string Hosts = "hosts";

    private static readonly ulong[] FixedSeeds = [2001, 2002, 7038, 7054];

    /// <summary>Of nodes on many hosts; among them are kills of workers, of the detector and of Redis, and pauses.</summary>
    private static readonly ulong[] FixedSeedsOfHosts = [3003, 3004, 3005];

    [Fact]
    public Task No_rule_is_broken_by_the_runs_of_seeds_that_once_showed_a_fault_and_of_others() =>
        ExpectNoViolationAsync(FailingSeeds(onManyHosts: false).Concat(FixedSeeds), onManyHosts: false);

    [Fact]
    public Task No_rule_is_broken_by_a_node_on_many_hosts() => ExpectNoViolationAsync(FailingSeeds(onManyHosts: true).Concat(FixedSeedsOfHosts), onManyHosts: true);

    private static async Task ExpectNoViolationAsync(IEnumerable<ulong> some, bool onManyHosts)
    {
        using var folder = new TemporaryFolder();
        var runner = new ChaosRunner(folder.Root, new ChaosTools(Anvil.FindTool(), onManyHosts ? RedisTool.Find() : null), TimeProvider.System);
        var results = new ConcurrentBag<RunResult>();
        ulong[] seeds = [.. some.Distinct()];

        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, token) => results.Add(await runner.RunAsync(seed, onManyHosts, token)));

        results.SelectMany(run => run.Violations.Select(violation => $"./run.sh chaos --seed {run.Seed}{(onManyHosts ? " --hosts" : "")} shows: {violation}")).Should().BeEmpty();
        results.Should().HaveSameCount(seeds).And.OnlyContain(static run => run.Samples > 0);
    }

    private static IEnumerable<ulong> FailingSeeds(bool onManyHosts) => File.ReadLines(Repository.PathOf("Snapshotter.Tests", "Api", "Chaos", "failing-seeds.txt"))
        .Where(line => line.Length > 0 && line[0] != '#' && line.Split(' ')[1] == Hosts == onManyHosts)
        .Select(static line => ulong.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
}
