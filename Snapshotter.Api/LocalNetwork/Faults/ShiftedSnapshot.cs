using System.Buffers;
using System.Text.Json;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.LocalNetwork.Faults;

/// <summary>A snapshot that says it is of a second later.</summary>
internal sealed class ShiftedSnapshot(ISnapshot inner) : ISnapshot
{
    public void WriteTo(CanonicalJsonWriter writer)
    {
        var honest = new ArrayBufferWriter<byte>();
        var copy = new CanonicalJsonWriter(honest);
        inner.WriteTo(copy);
        copy.Complete();
        using var json = JsonDocument.Parse(honest.WrittenMemory);
        writer.StartObject();
        foreach (var property in json.RootElement.EnumerateObject())
        {
            writer.Name(property.Name);
            if (property.NameEquals("timestamp") && property.Value.TryGetInt64(out var seconds)) writer.Integer(seconds + 1);
            else JsonRewriter.Write(writer, property.Value);
        }

        writer.EndObject();
    }
}
