using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>A movement of a token in a swap.</summary>
/// <param name="To">Who received it.</param>
/// <param name="Value">How many tokens.</param>
public sealed record QuickswapSwapSnapshot(Address To, double Value) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Text("to"u8, To.ToString());
        writer.Float("value"u8, Value);
        writer.EndObject();
    }
}
