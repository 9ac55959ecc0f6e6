using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Computes.Declared.Calls;

/// <summary>A function that is read.</summary>
/// <param name="Name">The key of its values in the snapshot.</param>
/// <param name="Contract">Whose function it is.</param>
/// <param name="Function">The function.</param>
/// <param name="Arguments">What it is called with.</param>
/// <param name="Decimals">The digits after the point of results, by their name.</param>
internal sealed record DeclaredRead(string Name, AddressChoice Contract, AbiFunction Function, Arguments Arguments, IReadOnlyDictionary<string, int> Decimals)
{
    /// <summary>Whether the data source is needed.</summary>
    public bool UsesSource => Contract.IsSource || Arguments.UseSource;
}
