using Snapshotter.Core.Snapshots;
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
public sealed record TradeEvent(TradeKind Kind, LogEntry Log, Address Sender, Address? To, TokenFlow Token0, TokenFlow Token1)
{
    internal string Name => Kind switch
    {
        TradeKind.Swap => nameof(TradeKind.Swap),
        TradeKind.Mint => nameof(TradeKind.Mint),
        _ => nameof(TradeKind.Burn),
    };

    /// <summary>The event's parameters as one object.</summary>
    internal void WriteArguments(CanonicalJsonWriter writer, ChecksumTexts checksums)
    {
        writer.StartObject();
        if (Kind is TradeKind.Swap)
        {
            writer.Integer("amount0In"u8, Token0.In);
            writer.Integer("amount0Out"u8, Token0.Out);
            writer.Integer("amount1In"u8, Token1.In);
            writer.Integer("amount1Out"u8, Token1.Out);
        }
        else
        {
            // One of the two is zero: a mint only puts in, a burn only takes out.
            writer.Integer("amount0"u8, Token0.In + Token0.Out);
            writer.Integer("amount1"u8, Token1.In + Token1.Out);
        }

        writer.Text("sender"u8, checksums.Of(Sender));
        if (To is { } to) writer.Text("to"u8, checksums.Of(to));
        writer.EndObject();
    }
}
