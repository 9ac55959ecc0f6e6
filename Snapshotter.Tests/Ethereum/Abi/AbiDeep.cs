namespace Snapshotter.Tests.Ethereum.Abi;

/// <summary>Equality of trees of ABI values: the types must be the same, not only convertible.</summary>
internal static class AbiDeep
{
    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (null, _) or (_, null) => false,
        _ => left.GetType() == right.GetType() && left.Equals(right),
    };
}
