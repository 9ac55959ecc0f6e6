using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>A node on two hosts that takes part in consensus.</summary>
public sealed class SharedSubmissionTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Fact]
    public async Task What_a_worker_built_is_submitted_by_the_host_that_detects()
    {
        await using var bench = await ConsensusBench.StartAsync();
        using var folder = new TemporaryFolder();
        var options = redis.Server.NextDatabase();
        await using var detector = await bench.StartedAsync(Of(isDetector: true));
        await using var worker = new AnchoredNode(folder, bench.Source, bench.Anvil.Url, bench.Protocol, AnchoredNode.HexOf(bench.Own), Of(isDetector: false));

        for (var epochId = 1; epochId <= 3; epochId++)
        {
            await bench.Protocol.ReleaseAsync(epochId);
            (await detector.OutcomesAsync(epochId, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        }

        (await bench.Protocol.SubmissionsOfAsync(bench.Own.Address)).Should().Be(3 * detector.ProjectIds.Count);

        Dictionary<string, string?> Of(bool isDetector) => new()
        {
            ["Storage:Kind"] = "Redis",
            ["Redis:Port"] = $"{options.Port}",
            ["Redis:Database"] = $"{options.Database}",
            ["Roles:Detector"] = $"{isDetector}",
            ["Roles:Worker"] = $"{!isDetector}",
        };
    }
}
