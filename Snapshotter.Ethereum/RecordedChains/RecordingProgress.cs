namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>How far a recording has come.</summary>
/// <param name="BlocksDone">Blocks recorded, with their receipts.</param>
/// <param name="BlocksTotal">Blocks to record.</param>
/// <param name="CallsDone">Calls recorded.</param>
/// <param name="CallsTotal">Calls to record.</param>
public sealed record RecordingProgress(long BlocksDone, long BlocksTotal, long CallsDone, long CallsTotal);
