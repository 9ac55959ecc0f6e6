using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Tests.Core.Chain;

namespace Snapshotter.Tests.Computes.Preloading;

public sealed class BlockTransactionsPreloaderTests
{
    private static readonly ModuleRegistry Modules = new(UniswapV2Settings.Mainnet);

    [Fact]
    public async Task All_bulk_processors_of_an_epoch_find_the_receipts_that_were_preloaded_once()
    {
        await using var bench = new ChainBench();
        var chain = await bench.ReadAsync(1);

        (await bench.CountAsync(() => chain.RunAsync(async () =>
        {
            await Modules.Preloader("TxPreloadWorker").PreloadAsync(chain, CancellationToken.None);
            return true;
        }))).Should().Be(1);

        (await bench.CountAsync(() => chain.RunAsync(() => Task.WhenAll(
            Modules.Known.BulkProcessors.Select(name => Modules.BulkProcessor(name).BuildAsync(chain, CancellationToken.None).AsTask()))))).Should().Be(0);
    }
}
