using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2;

/// <summary>Builds <see cref="TradeVolumeSnapshot"/>s (upstream trade_volume).</summary>
internal sealed class TradeVolumeProcessor(PricedPairReader pairs, UniswapV2Profile profile) : ISnapshotProcessor
{
    /// <inheritdoc/>
    public DataSourceShape SourceShape => DataSourceShape.Address;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken)
    {
        var address = PairSource.AddressOf(source);
        var ((priced, logs), blocks) = await Reads.BothAsync(
            Reads.BothAsync(pairs.ReadAsync(address, chain, cancellationToken), chain.LogsAsync(address, TradeEvents.Signatures, cancellationToken)),
            BlockDetails.ReadAsync(chain, cancellationToken));

        var ledger = new TradeLedger(priced, blocks, profile.FeeFollowsVolume);
        foreach (var transaction in ByTransaction(ReadEvents(address, chain, logs))) ledger.Add(transaction);
        return ledger.ToSnapshot(source!.Value);
    }

    private static TradeEvent[] ReadEvents(Address pair, ISourceChain chain, IReadOnlyList<LogEntry> logs)
    {
        try
        {
            return [.. logs.Select(TradeEvents.Read)];
        }
        catch (FormatException exception)
        {
            throw new SnapshotException($"{chain.Epoch}: {pair} is no Uniswap v2 pair: {exception.Message}", exception);
        }
    }

    /// <summary>The events of each transaction. They stand together, because logs come in their order on the chain.</summary>
    private static IEnumerable<ArraySegment<TradeEvent>> ByTransaction(TradeEvent[] events)
    {
        var start = 0;
        for (var end = 1; end <= events.Length; end++)
        {
            if (end < events.Length && events[end].Log.TransactionHash == events[start].Log.TransactionHash) continue;
            yield return new ArraySegment<TradeEvent>(events, start, end - start);
            start = end;
        }
    }
}
