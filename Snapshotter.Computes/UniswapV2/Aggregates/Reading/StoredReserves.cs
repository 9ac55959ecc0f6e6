using System.Globalization;
using System.Text;
using System.Text.Json;
using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Reading;

/// <summary>What is read of a reserves snapshot: the state at its last block.</summary>
/// <param name="Token0Usd">What the pair holds of token0, in US dollars.</param>
/// <param name="Token1Usd">What the pair holds of token1, in US dollars.</param>
/// <param name="Price0">The price of token0 in US dollars.</param>
/// <param name="Price1">The price of token1 in US dollars.</param>
internal readonly record struct StoredReserves<T>(T Token0Usd, T Token1Usd, FloatAmount Price0, FloatAmount Price1) where T : struct, IAmount<T>
{
    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="SnapshotException">It is no reserves snapshot.</exception>
    public static StoredReserves<T> Read(ReadOnlyMemory<byte> content, string projectId)
    {
        // The last block is told by a field that need not come first.
        var block = StoredSnapshot.Read(content, projectId, LastBlock);
        var key = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"block{block}"));
        return StoredSnapshot.Read(content, projectId, (ref Utf8JsonReader reader) => TakeAt(key, ref reader));
    }

    private static long LastBlock(ref Utf8JsonReader reader)
    {
        while (StoredSnapshot.NextName(ref reader))
        {
            if (!reader.ValueTextEquals("chainHeightRange"u8))
            {
                StoredSnapshot.SkipValue(ref reader);
                continue;
            }

            StoredSnapshot.Enter(ref reader, JsonTokenType.StartObject);
            long? end = null;
            while (StoredSnapshot.NextName(ref reader))
            {
                var isEnd = reader.ValueTextEquals("end"u8);
                reader.Read();
                if (isEnd) end = reader.GetInt64();
                else reader.Skip();
            }

            return StoredSnapshot.Required(end, "chainHeightRange.end");
        }

        throw new JsonException("It has no field 'chainHeightRange'.");
    }

    private static StoredReserves<T> TakeAt(byte[] key, ref Utf8JsonReader reader)
    {
        T? token0 = null;
        T? token1 = null;
        FloatAmount? price0 = null;
        FloatAmount? price1 = null;
        while (StoredSnapshot.NextName(ref reader))
        {
            if (reader.ValueTextEquals("token0ReservesUSD"u8)) token0 = ValueAt<T>(key, ref reader);
            else if (reader.ValueTextEquals("token1ReservesUSD"u8)) token1 = ValueAt<T>(key, ref reader);
            else if (reader.ValueTextEquals("token0Prices"u8)) price0 = ValueAt<FloatAmount>(key, ref reader);
            else if (reader.ValueTextEquals("token1Prices"u8)) price1 = ValueAt<FloatAmount>(key, ref reader);
            else StoredSnapshot.SkipValue(ref reader);
        }

        return new StoredReserves<T>(
            StoredSnapshot.Required(token0, "token0ReservesUSD"),
            StoredSnapshot.Required(token1, "token1ReservesUSD"),
            StoredSnapshot.Required(price0, "token0Prices"),
            StoredSnapshot.Required(price1, "token1Prices"));
    }

    private static TValue ValueAt<TValue>(byte[] key, ref Utf8JsonReader reader) where TValue : struct, IAmount<TValue>
    {
        StoredSnapshot.Enter(ref reader, JsonTokenType.StartObject);
        TValue? value = null;
        while (StoredSnapshot.NextName(ref reader))
        {
            var isWanted = reader.ValueTextEquals(key);
            reader.Read();
            if (isWanted) value = TValue.Read(ref reader);
            else reader.Skip();
        }

        return StoredSnapshot.Required(value, Encoding.ASCII.GetString(key));
    }
}
