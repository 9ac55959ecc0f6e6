using System.Collections;
using System.Text;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Signing;

/// <summary>Turns values into 32-byte words by type (EIP-712, definition of encodeData).</summary>
internal sealed class TypedDataEncoder
{
    /// <summary>How deep values may nest: no honest message comes near, and the stack holds ten times as much.</summary>
    private const int MaxDepth = 100;

    private readonly Func<string, TypedStruct> _find;

    public TypedDataEncoder(Func<string, TypedStruct> find) => _find = find;

    public byte[] EncodeData(TypedStruct type, IReadOnlyDictionary<string, object?> values, string path, int depth)
    {
        var data = new byte[Hash32.Size * (1 + type.Members.Count)];
        type.TypeHash.Bytes.CopyTo(data);
        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            if (!values.TryGetValue(member.Name, out var value)) throw new TypedDataException($"{path}.{member.Name}", "the value is missing.");
            EncodeValue(member.Type, value, $"{path}.{member.Name}", depth + 1, data.AsSpan(Hash32.Size * (i + 1), Hash32.Size));
        }

        // A value that no member takes would be shown to a signer, but not signed.
        if (values.Count > type.Members.Count)
        {
            var superfluous = values.Keys.Except(type.Members.Select(member => member.Name)).First();
            throw new TypedDataException($"{path}.{superfluous}", $"{type.Name} has no such member.");
        }

        return data;
    }

    private void EncodeValue(FieldType type, object? value, string path, int depth, Span<byte> word)
    {
        if (depth > MaxDepth) throw new TypedDataException(path, $"values nest deeper than {MaxDepth}.");
        switch (type)
        {
            case FieldType.Array array:
                Keccak256.Hash(EncodeElements(array, value, path, depth), word);
                break;
            case FieldType.Struct when value is null:
                // No rule of the EIP: wallets sign an absent struct as a zero word, which is how a recursion ends.
                word.Clear();
                break;
            case FieldType.Struct { Name: var name }:
                var members = value as IReadOnlyDictionary<string, object?> ?? throw new TypedDataException(path, $"an object with the members of {name} is expected.");
                Keccak256.Hash(EncodeData(_find(name), members, path, depth), word);
                break;
            case FieldType.Text:
                var text = value as string ?? throw new TypedDataException(path, "a text is expected.");
                Keccak256.Hash(Encoding.UTF8.GetBytes(text), word);
                break;
            case FieldType.Bytes:
                Keccak256.Hash(AtomicValue.ReadBytes(value, path), word);
                break;
            default:
                AtomicValue.Write(type, value, path, word);
                break;
        }
    }

    private byte[] EncodeElements(FieldType.Array type, object? value, string path, int depth)
    {
        var sequence = value is string or IDictionary ? null : value as IEnumerable;
        if (sequence is null) throw new TypedDataException(path, "an array is expected.");
        var elements = sequence.Cast<object?>().ToList();
        if (type.Length is { } length && elements.Count != length) throw new TypedDataException(path, $"{length} elements are expected, not {elements.Count}.");

        var words = new byte[Hash32.Size * elements.Count];
        for (var i = 0; i < elements.Count; i++)
        {
            EncodeValue(type.Element, elements[i], $"{path}[{i}]", depth + 1, words.AsSpan(Hash32.Size * i, Hash32.Size));
        }

        return words;
    }
}
