namespace Snapshotter.Core.Epochs;

/// <summary>Releases epochs: as the source head goes, or as a protocol state tells.</summary>
public interface IEpochSource
{
    /// <summary>Runs until cancelled, or until there will be no more epochs.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task RunAsync(CancellationToken cancellationToken);
}
