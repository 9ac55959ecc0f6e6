using System.Text;
using System.Text.Json;
using Snapshotter.Ethereum.Models.Json;

namespace Snapshotter.Tests.Ethereum.Models;

/// <summary>Runs a reader over a whole text.</summary>
internal static class Parse
{
    public static T As<T>(string json, JsonValueReader<T> read) => As(Encoding.UTF8.GetBytes(json), read);

    public static T As<T>(ReadOnlySpan<byte> json, JsonValueReader<T> read)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var value = read(ref reader);
        if (reader.Read()) throw new InvalidOperationException("The reader did not end on the last token of its value.");
        return value;
    }
}
