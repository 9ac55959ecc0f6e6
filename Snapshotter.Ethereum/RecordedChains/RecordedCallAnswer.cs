namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>What was answered, in the calls file.</summary>
/// <param name="Json">The result, or the error object.</param>
/// <param name="IsError">Which of the two.</param>
internal readonly record struct RecordedCallAnswer(JsonSlice Json, bool IsError);
