namespace Snapshotter.Ethereum.Signing;

/// <summary>A member of a struct type (EIP-712).</summary>
/// <param name="Name">An identifier, such as <c>epochId</c>.</param>
/// <param name="Type">An atomic type, <c>bytes</c>, <c>string</c>, the name of a struct, or any of them followed by <c>[]</c> or <c>[n]</c>.</param>
public sealed record TypedDataField(string Name, string Type);
