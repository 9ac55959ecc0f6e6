namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>Gives reasons to look at the anchor chain.</summary>
public interface IAnchorNews
{
    /// <summary>Whether news come in by themselves.</summary>
    bool AreLive { get; }

    /// <summary>Ends when there is news, or when the time is over.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken);
}
