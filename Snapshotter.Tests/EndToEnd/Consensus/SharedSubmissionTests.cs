using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>A node on two hosts that takes part in consensus.</summary>
public sealed class SharedSubmissionTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private readonly RedisOptions _redis = redis.Server.NextDatabase();

    [Fact]
    public async Task What_a_worker_built_is_submitted_by_the_host_that_detects()
    {
        await using var bench = await ConsensusBench.StartAsync();
        using var folder = new TemporaryFolder();
        await using var detector = await bench.StartedAsync(Of(isDetector: true, isWorker: false));
        await using var worker = HostOf(bench, folder, Of(isDetector: false, isWorker: true));

        for (var epochId = 1; epochId <= 3; epochId++)
        {
            await bench.Protocol.ReleaseAsync(epochId);
            (await detector.OutcomesAsync(epochId, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        }

        (await bench.Protocol.SubmissionsOfAsync(bench.Own.Address)).Should().Be(3 * detector.ProjectIds.Count);
    }

    [Fact]
    public async Task A_host_that_wakes_after_its_turn_sends_nothing_that_another_has_sent()
    {
        await using var bench = await ConsensusBench.StartAsync();
        using var folder = new TemporaryFolder();
        // Without a limit estimates would tell that the contract has them already.
        var settings = Of(isDetector: true, isWorker: true);
        settings["Protocol:GasLimit"] = "1000000";
        HeldSubmitter? held = null;
        await using var asleep = HostOf(bench, folder, settings, services =>
        {
            var direct = services.Last(static service => service.ServiceType == typeof(ISubmitter)).ImplementationFactory!;
            services.AddSingleton<ISubmitter>(provider => held = new HeldSubmitter((ISubmitter)direct(provider)));
            // By its clock no time passes, so that it does not look whether it still has the turn.
            services.AddSingleton<IDetectorTurn>(static provider => new RedisTurns(provider.GetRequiredService<RedisStateStore>(), "asleep", new FakeTime()));
        });
        await asleep.UntilAsync(async () => await asleep.State.FactAsync("anchor:cursor", default));
        await bench.Protocol.ReleaseAsync(1);
        await asleep.UntilAsync(() => Task.FromResult(held?.Reached.IsCompleted == true ? held : null));

        await using (var link = RedisLink.Open(_redis, null, TimeProvider.System)) await link.RunAsync("DEL", default, "snapshotter:turn:detector");
        await using var awake = bench.Start(settings);
        await bench.SubmittedOnceAsync(awake);

        held!.LetGo();
        await FluentActions.Awaiting(() => held.Outcome).Should().ThrowAsync<StorageException>().WithMessage("*another host detects*");
        await bench.SubmittedOnceAsync(awake);
    }

    private static AnchoredNode HostOf(ConsensusBench bench, TemporaryFolder folder, Dictionary<string, string?> settings, Action<IServiceCollection>? change = null) =>
        new(folder, bench.Source, bench.Anvil.Url, bench.Protocol, AnchoredNode.HexOf(bench.Own), settings, change: change);

    private Dictionary<string, string?> Of(bool isDetector, bool isWorker) => new()
    {
        ["Storage:Kind"] = "Redis",
        ["Redis:Port"] = $"{_redis.Port}",
        ["Redis:Database"] = $"{_redis.Database}",
        ["Roles:Detector"] = $"{isDetector}",
        ["Roles:Worker"] = $"{isWorker}",
    };
}
