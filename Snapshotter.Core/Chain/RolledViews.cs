using System.Diagnostics.CodeAnalysis;

namespace Snapshotter.Core.Chain;

/// <summary>The values of views at the end of one block. A null value says that the contract does not exist there.</summary>
/// <param name="Block">The block.</param>
/// <param name="Values">The values by view and contract.</param>
internal sealed record RolledViews(long Block, IReadOnlyDictionary<ViewKey, object?> Values)
{
    public static RolledViews None { get; } = new(-1, new Dictionary<ViewKey, object?>());

    public bool TryGet(ViewKey key, long block, [MaybeNullWhen(false)] out object? value)
    {
        value = null;
        return block == Block && Values.TryGetValue(key, out value);
    }
}
