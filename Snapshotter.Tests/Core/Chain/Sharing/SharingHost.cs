using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Computes.Modules;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Core.Chain.Sharing;

/// <summary>A host over the golden chain with endpoints, facts and memory of its own, which shares what it reads.</summary>
internal sealed class SharingHost : IAsyncDisposable
{
    public SharingHost(SharedTable table, string name, SourceChainOptions? options = null)
    {
        Bench = new ChainBench(options, new SharedEpochs(table.Of(name), BuiltInModules.Views, NullLogger<SharedEpochs>.Instance));
        Open = new OpenEpochs(Bench.Reader);
    }

    public ChainBench Bench { get; }

    public OpenEpochs Open { get; }

    /// <summary>Reads an epoch and gives it to the others, as whoever releases it does.</summary>
    public async Task<ReleasedEpoch> ReleaseAsync(long id)
    {
        var chain = await Bench.ReadAsync(id);
        await Bench.Reader.ShareAsync(chain, CancellationToken.None);
        Open.Add(chain);
        return new ReleasedEpoch(chain.Epoch, (await chain.BlockAsync(chain.Epoch.End, CancellationToken.None)).Hash, 0, 0, 0);
    }

    /// <summary>The reserves of a pair in an epoch that another host released, as a processor asks for them, and how many requests that took.</summary>
    public async Task<(string[] Reserves, int Requests)> WorkAsync(ReleasedEpoch released, Address pair)
    {
        string[] reserves = [];
        var requests = await Bench.CountAsync(async () => reserves = await ChainBench.ReservesAsync(await Open.GetAsync(released, CancellationToken.None), pair));
        return (reserves, requests);
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
