namespace Snapshotter.Core;

/// <summary>Whose turn it is to detect, of the processes that may: two at once would send submissions twice.</summary>
public interface IDetectorTurn
{
    /// <summary>Waits for the turn and does the work as long as it lasts.</summary>
    /// <param name="work">What is done; cancelled when the turn is lost.</param>
    /// <param name="cancellationToken">Ends both.</param>
    /// <exception cref="Jobs.Redis.TurnLostException">Another process has the turn.</exception>
    Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken);
}
