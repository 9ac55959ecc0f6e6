using System.Numerics;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Contracts;

/// <summary>The events of a pair that count as trades.</summary>
internal static class TradeEvents
{
    private static readonly AbiEvent Swap = AbiEvent.Parse(
        "Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)");

    private static readonly AbiEvent Mint = AbiEvent.Parse("Mint(address indexed sender, uint256 amount0, uint256 amount1)");
    private static readonly AbiEvent Burn = AbiEvent.Parse("Burn(address indexed sender, uint256 amount0, uint256 amount1, address indexed to)");

    /// <summary>Their first topics.</summary>
    public static IReadOnlyList<Hash32> Signatures { get; } = [Swap.Topic, Mint.Topic, Burn.Topic];

    /// <summary>Reads a log that has one of <see cref="Signatures"/>.</summary>
    /// <exception cref="FormatException">It has another shape.</exception>
    public static TradeEvent Read(LogEntry log)
    {
        if (Swap.Matches(log.Topics)) return new(TradeKind.Swap, log, Topic(log, 1), Topic(log, 2), new(Word(log, 0), Word(log, 2)), new(Word(log, 1), Word(log, 3)));
        if (Mint.Matches(log.Topics)) return new(TradeKind.Mint, log, Topic(log, 1), null, new(Word(log, 0), default), new(Word(log, 1), default));
        if (Burn.Matches(log.Topics)) return new(TradeKind.Burn, log, Topic(log, 1), Topic(log, 2), new(default, Word(log, 0)), new(default, Word(log, 1)));
        throw new FormatException($"The log {log.LogIndex} of block {log.BlockNumber} is none of Swap, Mint and Burn.");
    }

    private static Address Topic(LogEntry log, int index) => AbiWord.ReadAddress(log.Topics[index].Bytes);

    private static BigInteger Word(LogEntry log, int index) => AbiWord.ReadUInt256(AbiWord.At(log.Data, index));
}
