using System.Collections.Concurrent;
using Snapshotter.Api.Chaos.Runs;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Api.Chaos.Runs;

/// <summary>The real node in its own process under seeded faults: the seeds that once showed a fault of the node, and a few others.</summary>
public sealed class ChaosRunTests
{
    /// <summary>Runs wait more than they work.</summary>
    private const int AtOnce = 4;

    private static readonly ulong[] FixedSeeds = [2001, 2002, 7038, 7054];

    [Fact]
    public async Task No_rule_is_broken_by_the_runs_of_seeds_that_once_showed_a_fault_and_of_others()
    {
        using var folder = new TemporaryFolder();
        var runner = new ChaosRunner(folder.Root, Anvil.FindTool(), TimeProvider.System);
        var results = new ConcurrentBag<RunResult>();
        ulong[] seeds = [.. FailingSeeds().Concat(FixedSeeds).Distinct()];

        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, token) => results.Add(await runner.RunAsync(seed, token)));

        results.SelectMany(static run => run.Violations.Select(violation => $"./run.sh chaos --seed {run.Seed} shows: {violation}")).Should().BeEmpty();
        results.Should().HaveSameCount(seeds).And.OnlyContain(static run => run.Samples > 0);
    }

    private static IEnumerable<ulong> FailingSeeds() => File.ReadLines(Repository.PathOf("Snapshotter.Tests", "Api", "Chaos", "failing-seeds.txt"))
        .Where(static line => line.Length > 0 && line[0] != '#')
        .Select(static line => ulong.Parse(line.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
}
