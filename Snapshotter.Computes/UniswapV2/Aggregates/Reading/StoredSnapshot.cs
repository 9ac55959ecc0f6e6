using System.Text.Json;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Reading;

/// <summary>Reads the bytes of snapshots that were stored, without making a document of them.</summary>
internal static class StoredSnapshot
{
    /// <summary>Takes what it needs from an object whose start the reader stands on.</summary>
    public delegate T Take<T>(ref Utf8JsonReader reader);

    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="SnapshotException">It does not hold what it should.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> content, string projectId, Take<T> take)
    {
        try
        {
            var reader = new Utf8JsonReader(content.Span);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) throw new JsonException("It is no object.");
            return take(ref reader);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new SnapshotException($"A stored snapshot of {projectId} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Moves to the next key of the object that the reader is in; false at its end.</summary>
    public static bool NextName(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

    /// <summary>Passes over the value of the key that the reader stands on.</summary>
    public static void SkipValue(ref Utf8JsonReader reader) => reader.Skip();

    /// <summary>Moves into the object or array that is the next value.</summary>
    /// <exception cref="JsonException">Something else stands there.</exception>
    public static void Enter(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType != start) throw new JsonException($"A {start} is expected where a {reader.TokenType} stands.");
    }

    /// <summary>The value of a field that must be there.</summary>
    /// <exception cref="JsonException">It is missing.</exception>
    public static T Required<T>(T? value, string name) where T : struct => value ?? throw new JsonException($"It has no field '{name}'.");
}
