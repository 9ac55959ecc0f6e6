using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Computes.Declared.Events;

/// <summary>An event, and what is made of the logs that have it.</summary>
/// <param name="Contract">Whose event it is.</param>
/// <param name="Event">The event.</param>
/// <param name="GroupBy">The places of the arguments that logs of one group share; none for one group of all.</param>
/// <param name="Count">Whether the logs are counted.</param>
/// <param name="Sum">The places of the arguments that are summed.</param>
/// <param name="List">The places of the arguments that are listed for each log; null when logs are not listed.</param>
/// <param name="Decimals">The digits after the point of arguments, by their name.</param>
internal sealed record EventsDeclaration(
    AddressChoice Contract,
    AbiEvent Event,
    IReadOnlyList<int> GroupBy,
    bool Count,
    IReadOnlyList<int> Sum,
    IReadOnlyList<int>? List,
    IReadOnlyDictionary<string, int> Decimals);
