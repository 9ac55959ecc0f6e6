using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Hosting;

/// <summary>The whole node, started and stopped over a chain served on loopback.</summary>
public sealed class NodeRunTests
{
    private const long Epochs = 3;

    [Fact]
    public async Task A_second_start_goes_on_where_the_first_stopped_and_builds_nothing_again()
    {
        using var folder = new TemporaryFolder();
        await using var chain = await RecordedChainHost.StartAsync(RecordedWorld.Golden.Chain, new FixedHeadAt(501 + (10 * Epochs) + 1), 0, CancellationToken.None);

        // Epochs in flight together may end in any order.
        var ended = 0;
        var first = await RunUntilAsync(chain, folder, line => line.StartsWith("Epoch ", StringComparison.Ordinal) && ++ended == Epochs);
        var before = chain.Counts;
        var second = await RunUntilAsync(chain, folder, static line => line.StartsWith("The node listens", StringComparison.Ordinal), until: () => chain.Counts.Requests > before.Requests);

        first.Count(static line => line.StartsWith("Epoch ", StringComparison.Ordinal)).Should().Be((int)Epochs);
        second.Should().NotContain(static line => line.StartsWith("Epoch ", StringComparison.Ordinal));
        var methods = chain.Counts.CallsByMethod.Select(count => (count.Key, Calls: count.Value - before.CallsByMethod.GetValueOrDefault(count.Key))).Where(static count => count.Calls > 0);
        methods.Select(static count => count.Key).Should().BeSubsetOf(["eth_blockNumber", "eth_getBlockByNumber"], "the next epoch is looked for, and no old one is read");
    }

    [Fact]
    public async Task A_data_folder_of_another_run_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var chain = await RecordedChainHost.StartAsync(RecordedWorld.Golden.Chain, new FixedHeadAt(520), 0, CancellationToken.None);
        await RunUntilAsync(chain, folder, static line => line.StartsWith("Epoch 1 ended", StringComparison.Ordinal));

        var other = () => NodeHost.RunAsync(Request(chain, folder, epochSize: "5"), TextWriter.Null, CancellationToken.None);

        (await other.Should().ThrowAsync<UserException>()).Which.Message.Should().Contain("10 blocks per epoch").And.Contain("5 blocks per epoch").And.Contain("--data");
    }

    private static async Task<List<string>> RunUntilAsync(RecordedChainHost chain, TemporaryFolder folder, Func<string, bool> isDue, Func<bool>? until = null)
    {
        using var stopping = new CancellationTokenSource();
        using var output = new WatchedLines(isDue);
        var running = NodeHost.RunAsync(Request(chain, folder, "10"), output, stopping.Token);
        await await Task.WhenAny(output.Due, running);
        while (until is not null && !until()) await Task.Yield();
        await stopping.CancelAsync();
        (await running).Should().Be(0);
        return output.Lines;
    }

    private static NodeRequest Request(RecordedChainHost chain, TemporaryFolder folder, string epochSize) => new(null, Repository.Golden("config", "default7"), 1, new Dictionary<string, string?>
    {
        ["Storage:Folder"] = folder.Root,
        ["Api:Port"] = "0",
        ["Epochs:Size"] = epochSize,
        ["Epochs:FirstBlock"] = "501",
        ["Rpc:Endpoints:0:Url"] = chain.Url.AbsoluteUri,
    });

    private sealed class FixedHeadAt(long number) : IChainHead
    {
        public long Number => number;
    }

    private sealed class WatchedLines(Func<string, bool> isDue) : StringWriter
    {
        private readonly TaskCompletionSource _due = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Lines { get; } = [];

        public Task Due => _due.Task;

        public override void WriteLine(string? value)
        {
            lock (Lines) Lines.Add(value!);
            if (isDue(value!)) _due.TrySetResult();
        }
    }
}
