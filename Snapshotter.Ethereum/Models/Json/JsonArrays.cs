using System.Text.Json;

namespace Snapshotter.Ethereum.Models.Json;

/// <summary>Reads one value; the reader stands on its first token before and on its last one after.</summary>
internal delegate T JsonValueReader<out T>(ref Utf8JsonReader reader);

/// <summary>Reads JSON arrays of one kind of item.</summary>
internal static class JsonArrays
{
    /// <summary>All items of the array the reader stands on.</summary>
    public static T[] Read<T>(ref Utf8JsonReader reader, string what, JsonValueReader<T> item)
    {
        JsonHex.Expect(ref reader, JsonTokenType.StartArray, what);
        var items = default(PooledList<T>);
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(item(ref reader));
            return items.ToArray();
        }
        finally
        {
            items.Dispose();
        }
    }
}
