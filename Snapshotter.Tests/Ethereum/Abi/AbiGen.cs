using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Abi;

/// <summary>Random types, and random values of a given type.</summary>
internal static class AbiGen
{
    public static Gen<(AbiType[] Types, object?[] Values)> Cases() =>
        from count in Gen.Choose(0, 4)
        from types in Types(3).ArrayOf(count)
        from values in Gen.CollectToArray(types, Values)
        select (types, values);

    public static Gen<byte> Bytes() => Gen.OneOf(Gen.Choose(0, 255).Select(value => (byte)value), Gen.Elements<byte>(0, 1, 0x20, 0x40, 0x7f, 0x80, 0xff));

    private static Gen<AbiType> Types(int depth)
    {
        var bits = Gen.Choose(1, 32).Select(bytes => bytes * 8);
        var leaf = Gen.OneOf(
            bits.Select(AbiType.UInt),
            bits.Select(AbiType.Int),
            bits.Select(count => AbiType.FixedPoint(isSigned: true, count, 18)),
            Gen.Choose(1, 32).Select(AbiType.FixedBytes),
            Gen.Elements(AbiType.Bool, AbiType.Address, AbiType.Function, AbiType.Bytes, AbiType.String));
        if (depth == 0) return leaf;

        var array = Types(depth - 1).SelectMany(element => Gen.Elements<int?>(null, 0, 1, 2, 3).Select(length => AbiType.ArrayOf(element, length)));
        var tuple = Gen.Choose(0, 3).SelectMany(count => Types(depth - 1).ArrayOf(count)).Select(types => AbiType.TupleOf(types.AsEnumerable()));
        return Gen.OneOf(leaf, array, tuple);
    }

    private static Gen<object?> Values(AbiType type) => type.Kind switch
    {
        AbiKind.Bool => Gen.Elements<object?>(true, false),
        AbiKind.Address => Bytes().ArrayOf(Address.Size).Select(bytes => (object?)new Address(bytes)),
        AbiKind.FixedBytes or AbiKind.Function => Bytes().ArrayOf(type.ValueBytes).Select(bytes => (object?)bytes),
        AbiKind.Bytes => Gen.Choose(0, 70).SelectMany(length => Bytes().ArrayOf(length)).Select(bytes => (object?)bytes),
        AbiKind.String => Gen.Elements<object?>("", "a", "32 bytes exactly, one whole word", "reserves: 中文 𠜎 é", new string('x', 100)),
        AbiKind.Array => Gen.Choose(0, 4).SelectMany(count => Values(type.Element!).ArrayOf(type.Length ?? count)).Select(items => (object?)items),
        AbiKind.Tuple => Gen.CollectToArray(type.Components, component => Values(component.Type)).Select(items => (object?)items),
        _ => Bytes().ArrayOf(type.ValueBytes).Select(bytes => (object?)new BigInteger(bytes, isUnsigned: type.Kind is AbiKind.UInt or AbiKind.UFixed)),
    };
}
