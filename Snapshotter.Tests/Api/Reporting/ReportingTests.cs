using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.Reporting;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Reporting;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Api.Reporting;

/// <summary>The whole way, from a failing processor to a real server, with the pipeline wired as the node wires it.</summary>
public sealed class ReportingTests
{
    private static readonly string[] BeforeShutdown = ["/ping"];

    [Fact]
    public async Task A_snapshot_that_cannot_be_built_is_reported()
    {
        await using var server = new ReportServer();
        using var folder = new TemporaryFolder();
        await using var rig = RigFor(folder, server.Url);
        var service = rig.Services.GetServices<IHostedService>().OfType<ReportingService>().Single();
        await service.StartAsync(default);

        await rig.ReleaseAsync(1);
        await rig.RunAsync();

        var issue = await NextIssueAsync(server);
        issue.Should().Contain("MISSED_SNAPSHOT").And.Contain("\"projectID\":\"type:s1:NS\"").And.Contain("\"epochId\":\"1\"").And.Contain("The pair has no reserves.");
        await service.StopAsync(default);
        (await NextIssueAsync(server)).Should().Contain("SHUTDOWN_INITIATED");
    }

    [Fact]
    public async Task An_epoch_that_was_submitted_before_its_blocks_were_replaced_is_reported_and_one_that_is_built_anew_is_not()
    {
        await using var server = new ReportServer();
        using var folder = new TemporaryFolder();
        await using var rig = RigFor(folder, server.Url);
        var service = rig.Services.GetServices<IHostedService>().OfType<ReportingService>().Single();
        await service.StartAsync(default);

        var (old, now) = (Make.Released(1).EndHash, Make.Released(2).EndHash);
        await rig.State.CommitAsync(new StateChange { Forked = [new ForkedEpoch(3, old, now, IsRebuilt: true), new ForkedEpoch(2, old, now, IsRebuilt: false)] }, default);

        (await NextIssueAsync(server)).Should().Contain("UNHEALTHY_EPOCH_PROCESSING").And.Contain("\"epochId\":\"2\"").And.Contain(old.ToString()).And.Contain(now.ToString());
        await service.StopAsync(default);
        (await NextIssueAsync(server)).Should().Contain("SHUTDOWN_INITIATED");
    }

    [Theory]
    [InlineData(nameof(ReportServer.Manner.Hang))]
    [InlineData(nameof(ReportServer.Manner.Fail))]
    [InlineData(nameof(ReportServer.Manner.Reset))]
    [InlineData(nameof(ReportServer.Manner.AnswerWithoutEnd))]
    [InlineData(nameof(ReportServer.Manner.Babble))]
    public async Task Whatever_the_server_does_the_epochs_end_as_without_it(string manner)
    {
        await using var server = new ReportServer { Now = Enum.Parse<ReportServer.Manner>(manner) };
        using var folder = new TemporaryFolder();
        var log = new LogLines();
        await using var rig = RigFor(folder, server.Url, log);
        var service = rig.Services.GetServices<IHostedService>().OfType<ReportingService>().Single();
        await service.StartAsync(default);
        await server.Posts.ReadAsync();

        await rig.ReleaseAsync([.. Enumerable.Range(1, 50).Select(static epoch => (long)epoch)]);
        await rig.RunAsync();

        foreach (var epoch in new[] { 1, 50 })
        {
            (await rig.OutcomesAsync(epoch, Stage.SnapshotBuild)).Should().Equal(null, "The pair has no reserves.", null);
            (await rig.OutcomesAsync(epoch, Stage.SnapshotFinalize)).Should().Equal(null, "-", null);
        }

        await service.StopAsync(default);
        log.Text.Should().NotContain("secret").And.NotContain("127.0.0.1");
    }

    [Fact]
    public void Without_an_address_nothing_is_added()
    {
        var services = new ServiceCollection();
        services.AddReporting(new ReportingOptions { ServiceUrl = "" });
        services.Should().BeEmpty();
    }

    private static PipelineRig RigFor(TemporaryFolder folder, string url, LogLines? log = null)
    {
        var plan = ScriptedProcessor.Plan(3, static (source, epoch) =>
            source!.Value == "s1" ? throw new SnapshotException("The pair has no reserves.") : new ScriptedProcessor.Text($"{source} in {epoch}"));
        return new PipelineRig(folder, plan, change: services =>
        {
            services.AddReporting(new ReportingOptions { ServiceUrl = url, InstanceId = "0xAbc", PerMinute = 6000 });
            if (log is not null) services.AddLogging(logging => logging.AddProvider(log));
        });
    }

    private static async Task<string> NextIssueAsync(ReportServer server)
    {
        while (true)
        {
            var (path, body) = await server.Posts.ReadAsync();
            if (!BeforeShutdown.Contains(path)) return body;
        }
    }
}
