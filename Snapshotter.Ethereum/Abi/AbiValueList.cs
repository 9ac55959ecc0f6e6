using System.Collections;

namespace Snapshotter.Ethereum.Abi;

/// <summary>The shapes in which a caller may give the elements of an array or tuple.</summary>
internal static class AbiValueList
{
    /// <summary>The elements, of which there must be <paramref name="count"/> where that is fixed.</summary>
    public static IReadOnlyList<object?> Get(AbiType type, object? value, int? count, in AbiPath path)
    {
        IReadOnlyList<object?> items = value switch
        {
            IReadOnlyList<object?> list => list,
            IList list => [.. list.Cast<object?>()],
            _ => throw path.Fault($"{type} cannot be made from {value?.GetType().Name ?? "null"}."),
        };
        if (count is { } expected && items.Count != expected) throw path.Fault($"{type} has {expected} values, not {items.Count}.");
        return items;
    }
}
