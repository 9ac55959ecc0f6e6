using System.Diagnostics.CodeAnalysis;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>The values of views at the end of one block. A null value says that the contract does not exist there.</summary>
/// <param name="Block">The block.</param>
/// <param name="Hash">Its hash: at another block of the same number the values may be others.</param>
/// <param name="Values">The values by view and contract.</param>
internal sealed record RolledViews(long Block, Hash32 Hash, IReadOnlyDictionary<ViewKey, object?> Values)
{
    public static RolledViews None { get; } = new(-1, default, new Dictionary<ViewKey, object?>());

    /// <summary>Whether the values are of the block before another one, and not of its parent.</summary>
    public bool IsOfAnotherForkThan(BlockHeader next) => Block == next.Number - 1 && Hash != next.ParentHash;

    public bool TryGet(ViewKey key, long block, [MaybeNullWhen(false)] out object? value)
    {
        value = null;
        return block == Block && Values.TryGetValue(key, out value);
    }
}
