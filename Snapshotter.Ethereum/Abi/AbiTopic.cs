using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Abi;

/// <summary>Indexed parameters: a topic holds the value where one word is enough, else the hash of it.</summary>
internal static class AbiTopic
{
    public static object Decode(AbiType parameters, int index, Hash32 topic)
    {
        var type = parameters.Components[index].Type;
        if (!type.IsValueType) return topic;

        Span<int> steps = stackalloc int[AbiPath.MaxSteps];
        var path = new AbiPath(parameters, steps);
        path.Enter(index);
        return AbiScalar.Read(type, topic.Bytes, path);
    }

    public static Hash32 Encode(AbiType parameters, int index, object? value)
    {
        Span<int> steps = stackalloc int[AbiPath.MaxSteps];
        var path = new AbiPath(parameters, steps);
        var type = parameters.Components[index].Type;
        if (type.IsValueType)
        {
            Span<byte> word = stackalloc byte[AbiWord.Size];
            word.Clear();
            path.Enter(index);
            AbiScalar.Write(type, value, word, path);
            return new Hash32(word);
        }

        if (value is Hash32 hash) return hash;
        var buffer = new AbiBuffer();
        new AbiInPlaceWriter(buffer, path).WriteIndexed(index, value);
        return Keccak256.Hash(buffer.Span(0, buffer.Length));
    }
}
