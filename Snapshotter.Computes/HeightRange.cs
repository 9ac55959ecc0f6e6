using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes;

/// <summary>The blocks of a snapshot, as <c>chainHeightRange</c> holds them.</summary>
public static class HeightRange
{
    /// <summary>Writes the object, whose key stands already.</summary>
    public static void WriteTo(CanonicalJsonWriter writer, Epoch epoch)
    {
        writer.StartObject();
        writer.Integer("begin"u8, epoch.Begin);
        writer.Integer("end"u8, epoch.End);
        writer.EndObject();
    }
}
