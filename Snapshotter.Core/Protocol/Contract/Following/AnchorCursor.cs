using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>How far the anchor chain was read, and what would have to be undone if its last blocks were replaced.</summary>
/// <param name="Number">The last block read.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Recent">The latest blocks with events, in ascending order, and those as of which the views told of something.</param>
public sealed record AnchorCursor(long Number, Hash32 Hash, IReadOnlyList<AppliedBlock> Recent)
{
    /// <summary>The block with events at a height, if its logs were read and are still remembered.</summary>
    public AppliedBlock? At(long number) => Recent.FirstOrDefault(block => block.Number == number && !block.IsOfViews);

    /// <summary>The cursor after more blocks were read, of which those that told something are given; blocks below the window are forgotten.</summary>
    public AnchorCursor Advance(long number, Hash32 hash, IEnumerable<AppliedBlock> applied, int window) =>
        new(number, hash, [.. Recent.Concat(applied).Where(block => block.Number > number - window).OrderBy(static block => block.Number)]);

    /// <summary>The cursor after the views told of something as of the last block read.</summary>
    public AnchorCursor Told(IReadOnlyList<ProtocolEvent> events) => this with { Recent = [.. Recent, new AppliedBlock(Number, Hash, events, IsOfViews: true)] };

    /// <summary>The cursor before all blocks above a height were read.</summary>
    public AnchorCursor Back(long number, Hash32 hash) => new(number, hash, [.. Recent.Where(block => block.Number <= number)]);
}
