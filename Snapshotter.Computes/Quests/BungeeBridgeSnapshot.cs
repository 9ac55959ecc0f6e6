using System.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>A refuel that arrived.</summary>
/// <param name="Receiver">Who received it.</param>
/// <param name="Amount">The wei.</param>
/// <param name="SourceTransaction">The transaction on the chain it came from; written without 0x.</param>
public sealed record BungeeBridgeSnapshot(Address Receiver, BigInteger Amount, ReadOnlyMemory<byte> SourceTransaction) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Integer("amount"u8, Amount);
        writer.Text("receiver"u8, Receiver.ToString());
        writer.Text("srcChainTxHash"u8, Convert.ToHexStringLower(SourceTransaction.Span));
        writer.EndObject();
    }
}
