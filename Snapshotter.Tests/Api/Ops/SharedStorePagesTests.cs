using System.Net;
using Snapshotter.Core.Jobs.Ledger;
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
}
