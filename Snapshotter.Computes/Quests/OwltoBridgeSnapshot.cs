using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Ether that arrived through the bridge.</summary>
/// <param name="Receiver">Who received it; written with its checksum.</param>
/// <param name="Amount">The wei.</param>
public sealed record OwltoBridgeSnapshot(Address Receiver, UInt128 Amount) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Integer("amount"u8, Amount);
        writer.Text("receiver"u8, Receiver.ToChecksumString());
        writer.EndObject();
    }
}
