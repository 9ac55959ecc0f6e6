using System.Buffers.Binary;
using Snapshotter.Core.Chain;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Contracts;

/// <summary>What is read of a Uniswap v2 pair (UniswapV2Pair.sol of v2-core).</summary>
public static class PairContract
{
    private const int ReserveBits = 112;

    private static readonly AbiFunction Token0Function = AbiFunction.Parse("token0() view returns (address)");
    private static readonly AbiFunction Token1Function = AbiFunction.Parse("token1() view returns (address)");
    private static readonly AbiFunction GetReserves = AbiFunction.Parse("getReserves() view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)");
    private static readonly AbiEvent Sync = AbiEvent.Parse("Sync(uint112 reserve0, uint112 reserve1)");

    /// <summary>The reserves, which follow from Sync events.</summary>
    /// <remarks>
    /// Rolling them is exact: the contract writes reserve0 and reserve1 in one place only, its private function _update, and whatever
    /// calls it (mint, burn, swap and sync) thereby emits Sync with both new values. A transfer straight to the pair, a
    /// rebase of a token or a fee on transfer changes a token's balance, never the reserves, until one of those functions is called.
    /// The third result of getReserves, a timestamp, is used by no snapshot and is left out, because Sync does not carry it.
    /// </remarks>
    public static EventSourcedView<PairReserves> Reserves { get; } = new("getReserves", GetReserves.EncodeCall([]), ReadReserves, Sync.Topic, ReadSync) { ToCall = WriteReserves };

    /// <summary>The first topic of the event with which a pair tells its new reserves.</summary>
    public static Hash32 SyncTopic => Sync.Topic;

    /// <summary>The call of token0().</summary>
    public static ReadOnlyMemory<byte> Token0 { get; } = Token0Function.EncodeCall([]);

    /// <summary>The call of token1().</summary>
    public static ReadOnlyMemory<byte> Token1 { get; } = Token1Function.EncodeCall([]);

    private static PairReserves ReadReserves(ReadOnlyMemory<byte> answer)
    {
        // The timestamp is read for its shape: a contract that answers less is no pair.
        if (AbiWord.ReadUInt64(AbiWord.At(answer.Span, 2)) > uint.MaxValue) throw new FormatException("The third result of getReserves does not fit a uint32.");
        return ReadBoth(answer.Span);
    }

    /// <summary>The reserves that a log with <see cref="SyncTopic"/> tells.</summary>
    /// <exception cref="FormatException">It has another shape.</exception>
    public static PairReserves ReadSync(LogEntry log) => ReadBoth(log.Data);

    /// <summary>As getReserves answers, with a timestamp of zero.</summary>
    private static ReadOnlyMemory<byte> WriteReserves(PairReserves reserves)
    {
        var answer = new byte[3 * AbiWord.Size];
        BinaryPrimitives.WriteUInt128BigEndian(answer.AsSpan(AbiWord.Size - 16), reserves.Reserve0);
        BinaryPrimitives.WriteUInt128BigEndian(answer.AsSpan((2 * AbiWord.Size) - 16), reserves.Reserve1);
        return answer;
    }

    private static PairReserves ReadBoth(ReadOnlySpan<byte> data) => new(ReadReserve(data, 0), ReadReserve(data, 1));

    private static UInt128 ReadReserve(ReadOnlySpan<byte> data, int index)
    {
        var reserve = AbiWord.ReadUInt128(AbiWord.At(data, index));
        return reserve >> ReserveBits == 0 ? reserve : throw new FormatException($"Reserve {index} does not fit a uint112.");
    }
}
