namespace Snapshotter.Core;

/// <summary>Something that runs beside epochs and jobs for as long as the node does, such as who follows the anchor chain.</summary>
public interface IPipelinePart
{
    /// <summary>Whether every process runs it, whatever its roles; others are the detector's.</summary>
    bool IsForEveryRole => false;

    /// <summary>Runs until cancelled. When it ends with an error the node stops, because it cannot do its work.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task RunAsync(CancellationToken cancellationToken);
}
