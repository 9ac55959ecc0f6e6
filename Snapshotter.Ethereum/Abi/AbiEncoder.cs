namespace Snapshotter.Ethereum.Abi;

/// <summary>
/// Encodes values for contracts (Solidity documentation, "Contract ABI Specification"). Numbers may be given as
/// <see cref="System.Numerics.BigInteger"/> or any integer of .NET from 32 to 128 bits, <c>bytes32</c> also as
/// <see cref="Primitives.Hash32"/>, arrays and tuples as any list; all else as <see cref="AbiKind"/> says.
/// </summary>
public static class AbiEncoder
{
    /// <summary>Encodes one value for each type.</summary>
    /// <exception cref="AbiException">A value has the wrong type, is out of range, or one is missing or too many.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, IReadOnlyList<object?> values) => Encode(AbiType.TupleOf(types), values, []);

    /// <summary>Encodes in Solidity's packed mode, <c>abi.encodePacked</c>: without offsets, lengths or padding, so that it cannot be decoded.</summary>
    /// <exception cref="AbiException">A value does not fit its type, or a type has no packed encoding: a tuple, or an array of one or of byte strings.</exception>
    public static byte[] EncodePacked(IReadOnlyList<AbiType> types, IReadOnlyList<object?> values)
    {
        var root = AbiType.TupleOf(types);
        Span<int> steps = stackalloc int[AbiPath.MaxSteps];
        var buffer = new AbiBuffer();
        new AbiInPlaceWriter(buffer, new AbiPath(root, steps)).WritePacked(values);
        return buffer.ToArray();
    }

    /// <summary>Encodes the components of a tuple after <paramref name="prefix"/>, to which no offset refers.</summary>
    internal static byte[] Encode(AbiType parameters, IReadOnlyList<object?> values, ReadOnlySpan<byte> prefix)
    {
        Span<int> steps = stackalloc int[AbiPath.MaxSteps];
        var buffer = new AbiBuffer(prefix.Length + Math.Max(parameters.ContentBytes, AbiWord.Size));
        buffer.Append(prefix);
        new AbiWriter(buffer, new AbiPath(parameters, steps)).WriteRoot(values);
        return buffer.ToArray();
    }
}
