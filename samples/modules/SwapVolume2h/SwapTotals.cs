using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;

namespace SwapVolume2h;

/// <summary>What swaps add up to. Amounts are whole millionths: whole numbers can be added and taken away without a trace.</summary>
/// <param name="Swaps">The number of swaps.</param>
/// <param name="Trades">Their volume in US dollars.</param>
/// <param name="Fees">Their fees in US dollars.</param>
/// <param name="Token0">How much of token0 moved.</param>
/// <param name="Token1">How much of token1 moved.</param>
public readonly record struct SwapTotals(long Swaps, BigInteger Trades, BigInteger Fees, BigInteger Token0, BigInteger Token1)
    : IAdditionOperators<SwapTotals, SwapTotals, SwapTotals>, ISubtractionOperators<SwapTotals, SwapTotals, SwapTotals>
{
    /// <summary>The digits after the point.</summary>
    public const int Decimals = 6;

    /// <summary>Both together.</summary>
    public static SwapTotals operator +(SwapTotals left, SwapTotals right) =>
        new(left.Swaps + right.Swaps, left.Trades + right.Trades, left.Fees + right.Fees, left.Token0 + right.Token0, left.Token1 + right.Token1);

    /// <summary>The first without the second.</summary>
    public static SwapTotals operator -(SwapTotals left, SwapTotals right) =>
        new(left.Swaps - right.Swaps, left.Trades - right.Trades, left.Fees - right.Fees, left.Token0 - right.Token0, left.Token1 - right.Token1);

    /// <summary>Reads <c>events.Swap</c> of a trade-volume snapshot.</summary>
    /// <exception cref="SnapshotException">It is none.</exception>
    public static SwapTotals Read(ReadOnlyMemory<byte> content, string projectId)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var swaps = document.RootElement.GetProperty("events").GetProperty("Swap");
            var trades = swaps.GetProperty("trades");
            return new SwapTotals(
                swaps.GetProperty("logs").GetArrayLength(),
                Units(trades.GetProperty("totalTradesUSD")),
                Units(trades.GetProperty("totalFeeUSD")),
                Units(trades.GetProperty("token0TradeVolume")),
                Units(trades.GetProperty("token1TradeVolume")));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SnapshotException($"A stored snapshot of {projectId} is no trade volume: {exception.Message}", exception);
        }
    }

    private static BigInteger Units(JsonElement number) => DecimalText.ToUnits(JsonMarshal.GetRawUtf8Value(number), Decimals);
}
