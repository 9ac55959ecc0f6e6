using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Hosting;

/// <summary>Waits at the start for a state that others keep.</summary>
internal static partial class StoreReadiness
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the state can be read.</summary>
    public static async Task WaitAsync(IStateStore store, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await store.CurrentEpochAsync(cancellationToken);
                return;
            }
            catch (StorageException exception)
            {
                if (int.IsPow2(failures)) LogWaiting(logger, exception, failures);
                await Task.Delay(BetweenTries, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 1313, Level = LogLevel.Warning, Message = "The state cannot be read ({Failures} failures in a row); the node starts when it can.")]
    private static partial void LogWaiting(ILogger logger, Exception exception, int failures);
}
