using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>A block of the anchor chain whose events were taken in.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash, by which a reorganisation is noticed.</param>
/// <param name="Events">What it told, in the order of its logs.</param>
public sealed record AppliedBlock(long Number, Hash32 Hash, IReadOnlyList<ProtocolEvent> Events);
