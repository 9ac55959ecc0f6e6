namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>What a recorded chain has been asked so far.</summary>
/// <param name="Requests">How many requests, a batch counting one.</param>
/// <param name="Calls">How many calls in them.</param>
/// <param name="RequestBytes">The size of all requests.</param>
/// <param name="ResponseBytes">The size of all answers.</param>
/// <param name="CallsByMethod">How many calls of each method; those of methods that do not exist count as <c>other</c>.</param>
public sealed record RecordedChainCounts(long Requests, long Calls, long RequestBytes, long ResponseBytes, IReadOnlyDictionary<string, long> CallsByMethod);
