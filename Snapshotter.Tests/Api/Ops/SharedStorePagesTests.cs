using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Support.Ops;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.Api.Ops;

/// <summary>The pages over a store that answers later than at once.</summary>
public sealed class SharedStorePagesTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Fact]
    public async Task Every_page_is_there_over_redis_and_lists_its_jobs_and_epochs()
    {
        var options = redis.Server.NextDatabase();
        await using var node = await OpsNode.StartAsync(null, ("Storage:Kind", "Redis"), ("Redis:Port", $"{options.Port}"), ("Redis:Database", $"{options.Database}"));
        using var client = node.Client();

        foreach (var path in new[] { "/ops", "/ops/epochs", "/ops/jobs", "/ops/recurring", "/ops/workers", "/ops/projects", "/ops/endpoints" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        }

        (await client.PageAsync("/ops")).Should().Contain("Epochs per minute").And.Contain("SNAPSHOT_FINALIZE");
        (await client.PageAsync("/ops/projects")).Should().Contain("pairContract_trade_volume");

        var done = (await node.Jobs.JobsAsync(JobState.Succeeded, null, 50, default)).Jobs[0];
        (await client.PageAsync($"/ops/jobs?state={JobState.Succeeded}")).Should().Contain($"/ops/jobs/{done.Id}").And.NotContain("does not list");
        (await client.PageAsync($"/ops/jobs/{done.Id}")).Should().Contain(done.Kind);
        (await client.PageAsync("/ops/epochs")).Should().Contain("/ops/epochs/1").And.NotContain("does not list");
        (await client.PageAsync("/ops/epochs/1")).Should().Contain("SNAPSHOT_BUILD");
    }

    [Fact]
    public async Task The_workers_of_all_hosts_are_shown_also_after_the_source_has_ended()
    {
        var options = redis.Server.NextDatabase();
        await using var node = await OpsNode.StartAsync(null, ("Storage:Kind", "Redis"), ("Redis:Port", $"{options.Port}"), ("Redis:Database", $"{options.Database}"), ("Jobs:Serve", ""));
        await using var link = RedisLink.Open(options, null, TimeProvider.System);
        await BeatAsync("another-host", TimeSpan.FromMinutes(5), new Job(4711, "aggregate", 12, "window/a", [], 1, 1));
        await BeatAsync("lost-host", TimeSpan.FromMinutes(-5), new Job(4712, "submit", 13, "", [], 1, 1));
        using var client = node.Client();

        var page = await client.PageAsync("/ops/workers");

        page.Should().Contain("another-host").And.Contain("API, detector, worker").And.Contain("Preload, Build, Aggregate, Submit, Finalize")
            .And.Contain("/ops/jobs/4711").And.Contain("window/a").And.NotContain("/ops/jobs/4712", "others will have what a lost host had");
        page.Split(">alive<").Should().HaveCount(3, "the node itself and the other one");
        page.Split(">gone<").Should().HaveCount(2);

        async Task BeatAsync(string id, TimeSpan lease, Job job)
        {
            var time = new SteadyTime(TimeProvider.System);
            var (jobs, journal) = (new JobOptions { Lease = lease }, new JobJournal(time, NullLogger<JobJournal>.Instance));
            journal.Started(job);
            await new RedisWorkers(new RedisStateStore(link, time), new OwnSign(journal, new JobSlots(jobs), jobs, new RoleOptions(), time), id, jobs).BeatAsync(default);
        }
    }
}
