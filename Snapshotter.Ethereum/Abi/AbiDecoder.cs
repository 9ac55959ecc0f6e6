namespace Snapshotter.Ethereum.Abi;

/// <summary>
/// Decodes the contract ABI's encoding (Solidity documentation, "Contract ABI Specification"). The data may be hostile:
/// lengths, offsets, padding, UTF-8 and the total size are checked, and every fault is an <see cref="AbiException"/> that names
/// the parameter. As in Solidity, bytes that nothing points to are ignored.
/// </summary>
public static class AbiDecoder
{
    /// <summary>The most values one call decodes, each element and each 32 bytes of a byte string counted.</summary>
    public const int MaxValues = 1 << 20;

    /// <summary>Decodes one value for each type; <see cref="AbiKind"/> tells their .NET types.</summary>
    /// <param name="types">The types in the order of the encoding.</param>
    /// <param name="data">The encoding, without a selector.</param>
    /// <exception cref="AbiException">The data is no encoding of the types, or unfolds to more than <see cref="MaxValues"/> values.</exception>
    public static object?[] Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data) => Decode(AbiType.TupleOf(types), data);

    /// <summary>Decodes the components of a tuple; <see cref="AbiKind"/> tells their .NET types.</summary>
    /// <param name="parameters">A tuple of all parameters, whose names appear in errors.</param>
    /// <param name="data">The encoding, without a selector.</param>
    /// <exception cref="AbiException">The data is no encoding of the tuple, or unfolds to more than <see cref="MaxValues"/> values.</exception>
    internal static object?[] Decode(AbiType parameters, ReadOnlySpan<byte> data)
    {
        Span<int> steps = stackalloc int[AbiPath.MaxSteps];
        var reader = new AbiReader(data, new AbiPath(parameters, steps), MaxValues);
        return reader.ReadRoot();
    }
}
