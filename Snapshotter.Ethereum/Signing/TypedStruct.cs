using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Signing;

/// <summary>A struct type with what is computed from it once.</summary>
internal sealed class TypedStruct
{
    public TypedStruct(string name, IReadOnlyList<TypedMember> members, string encoding)
    {
        Name = name;
        Members = members;
        Encoding = encoding;
        TypeHash = Keccak256.Hash(encoding);
    }

    public string Name { get; }

    public IReadOnlyList<TypedMember> Members { get; }

    public string Encoding { get; }

    public Hash32 TypeHash { get; }
}
