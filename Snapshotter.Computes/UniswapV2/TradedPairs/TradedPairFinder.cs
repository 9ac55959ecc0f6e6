using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Core.Chain;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.TradedPairs;

/// <summary>
/// Finds the pairs that traded in an epoch, from its receipts alone. Anybody may emit a Swap; so a contract is a pair of the factory only
/// where CREATE2 says so: with the two tokens that moved, the factory's formula gives its very address. That needs no call and cannot
/// be forged, since nobody finds other tokens with the same address (EIP-1014).
/// </summary>
internal sealed class TradedPairFinder(UniswapV2Settings settings)
{
    private static readonly object Once = new();

    /// <summary>All contracts that emitted a Swap, in the order of the first one; found once per epoch.</summary>
    public ValueTask<IReadOnlyList<TradedPair>> FindAsync(ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(Once, async (shared, token) => Find(await EpochReceipts.ReadAsync(shared, token)), cancellationToken);

    private IReadOnlyList<TradedPair> Find(IReadOnlyList<TransactionReceipt> receipts)
    {
        var traces = Traces(receipts).Where(static trace => trace.Events.Exists(static trade => trade.Kind is TradeKind.Swap)).ToArray();
        var moves = TokenMoves.Of(receipts, traces.Select(static trace => trace.Contract));
        return
        [
            .. traces
                .OrderBy(static trace => trace.FirstSwap.Log.BlockNumber)
                .ThenBy(static trace => trace.FirstSwap.Log.LogIndex)
                .Select(trace => new TradedPair(trace.Contract, TokensOf(trace.Contract, moves.TokensOf(trace.Contract)), trace.Events, trace.Reserves)),
        ];
    }

    /// <summary>The two of these tokens of which the factory made the contract, or null.</summary>
    private PairTokens? TokensOf(Address contract, Address[] tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (token0, token1) = tokens[i] < tokens[j] ? (tokens[i], tokens[j]) : (tokens[j], tokens[i]);
                if (FactoryContract.PairAddress(settings.Factory, settings.PairInitCodeHash, token0, token1) == contract) return new PairTokens(token0, token1);
            }
        }

        return null;
    }

    private static IEnumerable<Trace> Traces(IReadOnlyList<TransactionReceipt> receipts)
    {
        var traces = new Dictionary<Address, Trace>();
        foreach (var log in receipts.SelectMany(static receipt => receipt.Logs))
        {
            if (log.Topics.Length == 0 || (log.Topics[0] != PairContract.SyncTopic && !TradeEvents.Signatures.Contains(log.Topics[0]))) continue;
            if (!traces.TryGetValue(log.Address, out var trace)) traces.Add(log.Address, trace = new Trace(log.Address));
            trace.Take(log);
        }

        return traces.Values.Where(static trace => trace.IsReadable);
    }

    /// <summary>What one contract emitted.</summary>
    private sealed class Trace(Address contract)
    {
        public Address Contract => contract;

        /// <summary>False once it emitted a log of a pair's event that no pair emits.</summary>
        public bool IsReadable { get; private set; } = true;

        public List<TradeEvent> Events { get; } = [];

        public PairReserves? Reserves { get; private set; }

        public TradeEvent FirstSwap => Events.First(static trade => trade.Kind is TradeKind.Swap);

        public void Take(LogEntry log)
        {
            try
            {
                if (log.Topics[0] == PairContract.SyncTopic) Reserves = PairContract.ReadSync(log);
                else Events.Add(TradeEvents.Read(log));
            }
            catch (FormatException)
            {
                IsReadable = false;
            }
        }
    }
}
