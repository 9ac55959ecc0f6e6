using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.TradedPairs;

/// <summary>A contract that emitted at least one Swap of Uniswap v2 during an epoch.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Tokens">Its tokens where the factory's address and theirs prove that it is a pair of the factory; otherwise null.</param>
/// <param name="Events">What it emitted of swaps, mints and burns, in the order of the chain.</param>
/// <param name="Reserves">What it said last of its reserves; null when it said nothing.</param>
internal sealed record TradedPair(Address Address, PairTokens? Tokens, IReadOnlyList<TradeEvent> Events, PairReserves? Reserves);
