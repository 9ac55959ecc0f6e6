using System.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>A Safe that was created.</summary>
/// <param name="Proxy">The Safe.</param>
/// <param name="Singleton">The contract whose code it runs.</param>
/// <param name="Initiator">Who called its setup.</param>
/// <param name="Owners">Its owners.</param>
/// <param name="Threshold">How many of them must agree.</param>
/// <param name="Initializer">The contract called during setup.</param>
public sealed record SafeCreateSnapshot(Address Proxy, Address Singleton, Address Initiator, IReadOnlyList<Address> Owners, BigInteger Threshold, Address Initializer) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Text("initializer"u8, Initializer.ToString());
        writer.Text("initiator"u8, Initiator.ToString());
        writer.StartArray("owners"u8);
        foreach (var owner in Owners) writer.Text(owner.ToString());
        writer.EndArray();
        writer.Text("proxy"u8, Proxy.ToString());
        writer.Text("singleton"u8, Singleton.ToString());
        writer.Integer("threshold"u8, Threshold);
        writer.EndObject();
    }
}
