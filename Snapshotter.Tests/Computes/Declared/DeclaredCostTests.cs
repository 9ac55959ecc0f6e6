using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.Declared;

/// <summary>How much declared processors ask of an endpoint, counted at a recorded chain behind the node's own reader.</summary>
public sealed class DeclaredCostTests
{
    private static readonly string[] Pairs =
    [
        "0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc", "0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852", "0xbb2b8038a1640196fbe3e38816f3e67cba72d940", "0xa478c2975ab1ea89e8196811f51a7b7ade33eb11",
    ];

    private static readonly string[] Declarations =
    [
        """{"kind":"calls","at":"every_block","reads":[{"name":"reserves","function":"getReserves() returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)"}]}""",
        """{"kind":"events","event":"Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)","group_by":["to"],"count":true}""",
        """{"kind":"events","event":"Sync(uint112 reserve0, uint112 reserve1)","count":true}""",
    ];

    [Fact]
    public async Task From_the_third_epoch_on_all_declared_projects_together_take_one_request_an_epoch()
    {
        var rpc = new RecordedChainRpc(RecordedWorld.Golden.Chain, FixedHead.AllOf(RecordedWorld.Golden.Chain));
        using var folder = new TemporaryFolder();
        await using var facts = SqliteStateStore.Open(folder.Root);
        using var client = new RpcClient(
            new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = "http://recorded" }] }, TimeProvider.System, NullLogger.Instance, new RecordedChainHandler(rpc));
        var reader = new SourceChainReader(client, facts, new SourceChainOptions(), DelegatedWork.Default, TimeProvider.System);
        ISnapshotProcessor[] processors = [.. Declarations.Select(Declaration.Processor)];

        var requests = new List<long>();
        for (var id = 1L; id <= 6; id++)
        {
            var before = rpc.Counts.Requests;
            var read = await reader.TryReadAsync(new Epoch(id, 491 + (10 * id), 500 + (10 * id)), headOffset: 0, CancellationToken.None);
            var snapshots = await read!.RunAsync(() => Task.WhenAll(Pairs.SelectMany(_ => processors, (pair, processor) =>
                processor.BuildAsync(new DataSource(pair), read, CancellationToken.None).AsTask())));
            snapshots.Should().HaveCount(12).And.NotContainNulls();
            requests.Add(rpc.Counts.Requests - before);
        }

        requests.Should().Equal([2, 2, 1, 1, 1, 1], "the first epoch asks for logs and calls once it is read, the second for calls, and later ones find all of it there");
    }
}
