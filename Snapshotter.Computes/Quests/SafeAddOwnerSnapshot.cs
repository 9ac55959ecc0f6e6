using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>An owner added to a Safe.</summary>
/// <param name="Safe">The Safe; written with its checksum.</param>
/// <param name="Owner">The new owner.</param>
public sealed record SafeAddOwnerSnapshot(Address Safe, Address Owner) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Text("owner"u8, Owner.ToString());
        writer.Text("safe_address"u8, Safe.ToChecksumString());
        writer.EndObject();
    }
}
