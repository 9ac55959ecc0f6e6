namespace Snapshotter.Core.Storage.Transfer;

/// <summary>How far a transfer has come.</summary>
/// <param name="Section">The section it is at.</param>
/// <param name="Done">How much is done, in records or bytes.</param>
/// <param name="Whole">How much there is.</param>
public readonly record struct TransferProgress(string Section, double Done, double Whole);
