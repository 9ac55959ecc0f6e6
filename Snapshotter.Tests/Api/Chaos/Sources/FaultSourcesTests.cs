using Snapshotter.Api.Chaos.Anchor;
using Snapshotter.Api.Chaos.Hosts;
using Snapshotter.Api.Chaos.Ipfs;
using Snapshotter.Api.Chaos.Sources;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Chaos.Sources;

public sealed class FaultSourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorldLibrary _worlds;

    public FaultSourcesTests() => _worlds = new WorldLibrary(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_seed_disturbs_a_run_in_the_same_way() => (await DescribeAsync(11)).Should().Equal(await DescribeAsync(11));

    [Fact]
    public async Task A_run_always_ends_with_the_whole_chain_there()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var run = await DisturbAsync(1, seed);
            run.Script.Final.Head.Should().Be(run.World.LastBlock);
            run.Endpoints.Should().OnlyContain(endpoint => endpoint.ViewOf(run.LastRequest + 1, run.Script.Final) == run.Script.Final, "in the end every endpoint is honest");
            run.Endpoints.Concat(run.Anchor?.Endpoints ?? []).Should().OnlyContain(static endpoint => endpoint.Schedule.LastRequest < 1000);
        }
    }

    [Fact]
    public async Task Every_family_of_faults_disturbs_some_runs_and_leaves_others_alone()
    {
        var runs = new List<Disturbances>();
        for (ulong seed = 1; seed <= 30; seed++) runs.Add(await DisturbAsync(1, seed));

        runs.Select(static run => run.Strikes.Count > 0).Distinct().Should().HaveCount(2);
        runs.Select(static run => run.Script.Turns.Count > 0).Distinct().Should().HaveCount(2);
        runs.Select(static run => run.Points.Count > 0).Distinct().Should().HaveCount(2);
        runs.Select(static run => run.Jumps.Count > 0).Distinct().Should().HaveCount(2);
        runs.SelectMany(static run => run.Endpoints).SelectMany(static endpoint => endpoint.Personas).Distinct().Should().NotBeEmpty();
        runs.SelectMany(static run => run.Endpoints).SelectMany(static endpoint => endpoint.Schedule.Faults).Distinct().Should().HaveCountGreaterThan(15);
    }

    [Fact]
    public async Task Every_second_run_has_an_anchor_chain_which_is_disturbed_too()
    {
        var plans = new List<AnchorPlan>();
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var run = await DisturbAsync(1, seed);
            (run.Anchor is not null).Should().Be(seed % 2 == 0);
            if (run.Anchor is { } anchor) plans.Add(anchor);
        }

        plans.Should().OnlyContain(static plan => plan.Script.Steps.Max(static step => step.ReleasedEpoch) == ChaosWorld.Epochs);
        plans.SelectMany(static plan => plan.Script.Steps).Select(static step => step.Reorganisation?.Kind).Distinct().Should().HaveCount(5);
        plans.SelectMany(static plan => plan.Endpoints).SelectMany(static endpoint => endpoint.Personas).Should().NotBeEmpty();
        plans.SelectMany(static plan => plan.Endpoints).SelectMany(static endpoint => endpoint.Schedule.Faults).Distinct().Should().HaveCountGreaterThan(15);
        plans.Should().Contain(static plan => Enumerable.Range(0, 200).Any(request => plan.Endpoints.All(endpoint => endpoint.OutageAt(request) != null)), "all of it is away for a while");
    }

    [Fact]
    public async Task Some_runs_have_an_IPFS_node_that_goes_away_and_errs()
    {
        var plans = new List<IpfsPlan>();
        for (ulong seed = 1; seed <= 60; seed++)
        {
            if ((await DisturbAsync(1, seed)).Ipfs is { } ipfs) plans.Add(ipfs);
        }

        plans.Count.Should().BeInRange(10, 50);
        plans.SelectMany(static plan => plan.Schedule.Faults).Distinct().Should().HaveCount(IpfsMenu.Faults.Count);
        plans.Where(static plan => plan.Outages.Count > 0).Should().NotBeEmpty().And.OnlyContain(static plan => plan.IsAway(plan.Outages[0].First) && !plan.IsAway(plan.LastRequest + 1));
        plans.Select(static plan => plan.MaxLocalBytes > 0).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task The_hosts_of_a_node_and_their_Redis_are_struck()
    {
        var runs = new List<Disturbances>();
        for (ulong seed = 1; seed <= 60; seed++) runs.Add(await DisturbAsync(1, seed, isOnManyHosts: true));

        runs.Should().OnlyContain(static run => run.Hosts[0].HasApi && run.Hosts[0].IsDetector && run.Hosts.Count(static host => host.IsWorker) >= 2);
        runs.SelectMany(static run => run.Strikes.Where(static strike => strike.Kind != StrikeKind.KillRedis).Select(strike => run.Hosts[strike.Host].Name)).Distinct()
            .Should().BeEquivalentTo("detector", "worker-1", "worker-2", "worker-3", "standby");
        runs.SelectMany(static run => run.Strikes).Select(static strike => strike.Kind).Distinct().Should().HaveCount(3);
        runs.SelectMany(static run => run.Strikes).Where(static strike => strike.Kind == StrikeKind.Pause)
            .Should().OnlyContain(static strike => strike.Lasts > NodeSettings.Lease, "a shorter pause is not noticed");
        runs.Select(static run => run.Hosts.Any(static host => host.Name == "standby")).Distinct().Should().HaveCount(2);
    }

    private async Task<Disturbances> DisturbAsync(ulong world, ulong seed, bool isOnManyHosts = false)
    {
        var run = new Disturbances(seed, await _worlds.OfAsync(world), isOnManyHosts);
        foreach (var source in FaultSources.All) source.Disturb(run, Lots.Of(seed, source.Name));
        return run;
    }

    private async Task<string[]> DescribeAsync(ulong seed)
    {
        var run = await DisturbAsync(1, seed);
        return
        [
            .. Enumerable.Range(0, 100).Select(request => $"{run.Script.At(request)}"),
            .. run.Points.Select(static point => $"{point}"), .. run.Jumps.Select(static jump => $"{jump}"), .. run.Strikes.Select(static strike => $"{strike}"),
            .. run.Endpoints.SelectMany(static endpoint => Enumerable.Range(0, 100).Select(request => $"{endpoint.Schedule.At(request)?.Fault}")),
        ];
    }
}
