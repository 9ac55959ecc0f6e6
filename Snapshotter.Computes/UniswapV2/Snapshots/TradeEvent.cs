using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>A Swap, Mint or Burn as the pair emitted it.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Log">Where it stands in the chain.</param>
/// <param name="Sender">The caller of the pair.</param>
/// <param name="To">Who received; null for a mint, whose event does not say.</param>
/// <param name="Token0">What moved of token0.</param>
/// <param name="Token1">What moved of token1.</param>
public sealed record TradeEvent(TradeKind Kind, LogEntry Log, Address Sender, Address? To, TokenFlow Token0, TokenFlow Token1);
