using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

/// <summary>How much the processors ask of an endpoint, counted at a recorded chain behind the node's own reader.</summary>
public sealed class ReadCostTests
{
    private static readonly string[] SevenPairs =
    [
        "0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc",
        "0xae461ca67b15dc8dc81ce7615e0320da1a9ab8d5",
        "0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852",
        "0x3041cbd36888becc7bbcbc0045e3b1f144466f5f",
        "0xd3d2e2692501a5c9ca623199d38826e513033a17",
        "0xbb2b8038a1640196fbe3e38816f3e67cba72d940",
        "0xa478c2975ab1ea89e8196811f51a7b7ade33eb11",
    ];

    [Fact]
    public async Task A_cold_start_of_seven_pairs_takes_three_requests_and_a_warm_epoch_one()
    {
        var rpc = new RecordedChainRpc(RecordedWorld.Golden.Chain, FixedHead.AllOf(RecordedWorld.Golden.Chain));
        var folder = Directory.CreateTempSubdirectory("snapshotter-");
        try
        {
            await using var facts = SqliteStateStore.Open(folder.FullName);
            using var client = new RpcClient(
                new RpcOptions { Endpoints = [new RpcEndpointOptions { Url = "http://recorded" }] },
                TimeProvider.System,
                NullLogger.Instance,
                new RecordedChainHandler(rpc));
            var reader = new SourceChainReader(client, facts, new SourceChainOptions(), DelegatedWork.Default, TimeProvider.System);

            (await RequestsOfAsync(1, reader, rpc)).Should().Be(3, "headers and head; then pairs and logs; then what the tokens say of themselves and which pairs price them");
            (await RequestsOfAsync(2, reader, rpc)).Should().Be(1, "what never changes is known and the reserves roll on");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<long> RequestsOfAsync(long id, SourceChainReader reader, RecordedChainRpc rpc)
    {
        var before = rpc.Counts.Requests;
        var epoch = new Epoch(id, 491 + (10 * id), 500 + (10 * id));
        var read = await reader.TryReadAsync(epoch, headOffset: 0, CancellationToken.None);
        var modules = new ModuleRegistry(UniswapV2Settings.Mainnet);
        string[] classes = ["PairTotalReservesProcessor", "TradeVolumeProcessor"];
        var snapshots = await read!.RunAsync(() => Task.WhenAll(SevenPairs.SelectMany(_ => classes, (pair, name) =>
            modules.Processor(name).BuildAsync(DataSource.Parse(pair), read, CancellationToken.None).AsTask())));
        snapshots.Should().HaveCount(14).And.NotContainNulls();
        return rpc.Counts.Requests - before;
    }
}
