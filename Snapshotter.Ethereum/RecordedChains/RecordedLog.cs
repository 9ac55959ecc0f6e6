using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>What a filter looks at in a log, and where the log lies in the receipts file.</summary>
internal readonly record struct RecordedLog(Address Address, int FirstTopic, int TopicCount, JsonSlice Json);
