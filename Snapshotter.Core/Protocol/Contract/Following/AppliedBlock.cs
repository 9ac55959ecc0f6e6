using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>A block of the anchor chain whose events were taken in.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash, by which a reorganisation is noticed.</param>
/// <param name="Events">What it told, in the order of its logs.</param>
/// <param name="IsOfViews">Whether it was not told by logs of the block but by the contract's views as of it: logs of the block may still come.</param>
public sealed record AppliedBlock(long Number, Hash32 Hash, IReadOnlyList<ProtocolEvent> Events, bool IsOfViews = false);
