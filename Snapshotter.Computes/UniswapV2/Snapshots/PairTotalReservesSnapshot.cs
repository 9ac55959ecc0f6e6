using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>What a pair held at the end of every block of an epoch (spec 8.3, UniswapPairTotalReservesSnapshot).</summary>
/// <param name="Contract">The pair exactly as configured.</param>
/// <param name="Blocks">The blocks; the last one's time is the snapshot's.</param>
/// <param name="Token0">The side of token0.</param>
/// <param name="Token1">The side of token1.</param>
public sealed record PairTotalReservesSnapshot(string Contract, BlockDetails Blocks, TokenSide Token0, TokenSide Token1) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Name("chainHeightRange"u8);
        HeightRange.WriteTo(writer, Blocks.Epoch);
        writer.Text("contract"u8, Contract);
        writer.Integer("timestamp"u8, Blocks.Timestamp);
        WriteMap(writer, "token0Prices"u8, Token0.Prices);
        WriteMap(writer, "token0Reserves"u8, Token0.Reserves);
        WriteMap(writer, "token0ReservesUSD"u8, Token0.ReservesUsd);
        WriteMap(writer, "token1Prices"u8, Token1.Prices);
        WriteMap(writer, "token1Reserves"u8, Token1.Reserves);
        WriteMap(writer, "token1ReservesUSD"u8, Token1.ReservesUsd);
        writer.EndObject();
    }

    private void WriteMap(CanonicalJsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<double> values)
    {
        writer.Name(name);
        writer.Map(Blocks.Keys, values.Span);
    }
}
