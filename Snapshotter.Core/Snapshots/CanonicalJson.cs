using System.Buffers;
using System.Text.Json;

namespace Snapshotter.Core.Snapshots;

/// <summary>Canonical JSON of whole documents.</summary>
public static class CanonicalJson
{
    private const int InitialCapacity = 4096;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = CanonicalJsonWriter.MaxDepth };

    /// <summary>The bytes of a document.</summary>
    /// <param name="state">What is written.</param>
    /// <param name="write">Writes it, root included.</param>
    /// <exception cref="CanonicalJsonException">The document is not complete or not canonical.</exception>
    public static byte[] Serialize<TState>(TState state, Action<CanonicalJsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(InitialCapacity);
        var writer = new CanonicalJsonWriter(buffer);
        write(writer, state);
        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Makes any JSON canonical. A number without point and exponent stays an integer, others become floats. Of equal keys the
    /// last one counts, as for Python's reader.
    /// </summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="CanonicalJsonException">A float is too large, or a text is no UTF-8.</exception>
    public static byte[] Rewrite(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, Strict);
        return Rewrite(document.RootElement);
    }

    /// <summary>Makes JSON that was read already canonical.</summary>
    /// <inheritdoc cref="Rewrite(ReadOnlyMemory{byte})"/>
    public static byte[] Rewrite(JsonElement element) => Serialize(element, JsonRewriter.Write);
}
