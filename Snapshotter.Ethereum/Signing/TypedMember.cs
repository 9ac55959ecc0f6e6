namespace Snapshotter.Ethereum.Signing;

/// <summary>A member of a struct with its type as written, which is what gets hashed, and as understood.</summary>
internal sealed record TypedMember(string Name, string TypeText, FieldType Type);
