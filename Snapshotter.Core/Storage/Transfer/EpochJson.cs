using System.Text.Json;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>A released epoch as it stands in a state file; the hash is 0x and 64 hex digits.</summary>
internal sealed record EpochJson(long Id, long Begin, long End, string EndHash, long Timestamp, long AnchorBlock, long ReleasedAt)
{
    public static EpochJson Of(ReleasedEpoch released) => new(
        released.Epoch.Id, released.Epoch.Begin, released.Epoch.End, released.EndHash.ToString(), released.Timestamp, released.AnchorBlock, released.ReleasedAt);

    /// <exception cref="JsonException">The hash is none.</exception>
    public ReleasedEpoch ToEpoch() => new(
        new Epoch(Id, Begin, End), Hash32.TryParse(EndHash, out var hash) ? hash : throw new JsonException($"Epoch {Id} has no hash of its last block."), Timestamp, AnchorBlock, ReleasedAt);
}
