using System.Numerics;
using BenchmarkDotNet.Attributes;
using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Benchmarks.Micro;

/// <summary>Reading a Swap log: by the general decoder, which knows any event, and as the trade volume processor reads it.</summary>
public class AbiBenchmarks
{
    private static readonly AbiEvent Swap = AbiEvent.Parse(
        "Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)");

    private readonly LogEntry _log = SwapLog();

    [Benchmark]
    public BigInteger General() => Swap.Decode(_log.Topics, _log.Data).Get<BigInteger>("amount0In");

    [Benchmark]
    public BigInteger AsTrade() => TradeEvents.Read(_log).Token0.In;

    private static LogEntry SwapLog()
    {
        var account = Address.Parse("0x7a250d5630b4cf539739df2c5dacb4c659f2488d");
        var log = Swap.Encode([account, BigInteger.Pow(10, 18), BigInteger.Zero, BigInteger.Zero, BigInteger.Pow(10, 9), account]);
        return new LogEntry(account, [.. log.Topics], log.Data, 18_000_000, default, default, 0, 0, false);
    }
}
