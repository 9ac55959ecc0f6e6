namespace Snapshotter.Ethereum.Abi;

/// <summary>A parameter of a function, event or error, or a component of a tuple.</summary>
/// <param name="Name">Its name, or an empty text: names are optional in the ABI.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsIndexed">Whether it is one of an event's topics.</param>
public sealed record AbiParameter(string Name, AbiType Type, bool IsIndexed = false);
