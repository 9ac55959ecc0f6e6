using System.Text;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Signing;

/// <summary>
/// The struct types of typed data (EIP-712), checked and hashed once. A struct may contain itself, through an array or as null.
/// </summary>
/// <remarks>
/// Values come as <see cref="bool"/>; <see cref="byte"/>, <see cref="int"/>, <see cref="long"/>, <see cref="ulong"/>,
/// <see cref="System.Numerics.BigInteger"/> or decimal or 0x text for integers; <see cref="Address"/> or 0x text;
/// <see cref="Hash32"/>, byte array, <see cref="ReadOnlyMemory{T}"/> or 0x text for bytes; <see cref="string"/>;
/// <see cref="System.Collections.IEnumerable"/> for arrays; <see cref="IReadOnlyDictionary{TKey, TValue}"/> of string and object for structs.
/// </remarks>
public sealed class TypedDataTypes
{
    private readonly Dictionary<string, TypedStruct> _structs;

    /// <summary>The types with these members, in this order.</summary>
    /// <exception cref="TypedDataException">A name is no identifier or occurs twice, or a member's type is unknown.</exception>
    public TypedDataTypes(IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> structs)
    {
        var members = structs.ToDictionary(entry => entry.Key, entry => ReadMembers(entry.Key, entry.Value));
        foreach (var (name, fields) in members)
        {
            foreach (var field in fields)
            {
                if (field.Type.StructName is { } used && !members.ContainsKey(used))
                    throw new TypedDataException($"{name}.{field.Name}", $"the type '{used}' is not defined.");
            }
        }

        _structs = members.ToDictionary(entry => entry.Key, entry => new TypedStruct(entry.Key, entry.Value, EncodeType(entry.Key, members)));
    }

    /// <summary>One struct type that uses no other.</summary>
    /// <exception cref="TypedDataException">A name is no identifier or occurs twice, or a member's type is unknown.</exception>
    public TypedDataTypes(string name, params IReadOnlyList<TypedDataField> members)
        : this(new Dictionary<string, IReadOnlyList<TypedDataField>> { [name] = members })
    {
    }

    /// <summary>The text that is hashed for a type: <c>Mail(Person from,Person to,string contents)Person(string name,address wallet)</c>.</summary>
    /// <exception cref="TypedDataException">There is no such struct.</exception>
    public string EncodeType(string name) => Find(name).Encoding;

    /// <summary>Keccak-256 of <see cref="EncodeType(string)"/>.</summary>
    /// <exception cref="TypedDataException">There is no such struct.</exception>
    public Hash32 TypeHash(string name) => Find(name).TypeHash;

    /// <summary>A struct's type hash and one 32-byte word per member: what <see cref="HashStruct"/> hashes.</summary>
    /// <param name="name">The struct's name.</param>
    /// <param name="values">A value for every member and no other; see the remarks of this class.</param>
    /// <exception cref="TypedDataException">There is no such struct, or a value is missing, superfluous or unfit.</exception>
    public byte[] EncodeData(string name, IReadOnlyDictionary<string, object?> values) =>
        new TypedDataEncoder(Find).EncodeData(Find(name), values, name, depth: 0);

    /// <summary>The hash of a struct: Keccak-256 of <see cref="EncodeData"/>.</summary>
    /// <param name="name">The struct's name.</param>
    /// <param name="values">A value for every member and no other; see the remarks of this class.</param>
    /// <exception cref="TypedDataException">There is no such struct, or a value is missing, superfluous or unfit.</exception>
    public Hash32 HashStruct(string name, IReadOnlyDictionary<string, object?> values) => Keccak256.Hash(EncodeData(name, values));

    internal bool Contains(string name) => _structs.ContainsKey(name);

    private static TypedMember[] ReadMembers(string name, IReadOnlyList<TypedDataField> fields)
    {
        if (FieldType.Parse(name, name) is not FieldType.Struct) throw new TypedDataException(name, "this is no name for a struct.");
        var names = new HashSet<string>();
        foreach (var field in fields)
        {
            if (!FieldType.IsIdentifier(field.Name)) throw new TypedDataException(name, $"'{field.Name}' is no name for a member.");
            if (!names.Add(field.Name)) throw new TypedDataException(name, $"the member '{field.Name}' is there twice.");
        }

        return [.. fields.Select(field => new TypedMember(field.Name, field.Type, FieldType.Parse(field.Type, $"{name}.{field.Name}")))];
    }

    private static string EncodeType(string name, Dictionary<string, TypedMember[]> structs)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>([name]);
        while (pending.TryPop(out var current))
        {
            foreach (var member in structs[current])
            {
                if (member.Type.StructName is { } next && next != name && used.Add(next)) pending.Push(next);
            }
        }

        var text = new StringBuilder();
        foreach (var part in used.Prepend(name))
        {
            text.Append(part).Append('(').AppendJoin(',', structs[part].Select(member => $"{member.TypeText} {member.Name}")).Append(')');
        }

        return text.ToString();
    }

    private TypedStruct Find(string name) =>
        _structs.TryGetValue(name, out var type) ? type : throw new TypedDataException(name, "this struct is not defined.");
}
