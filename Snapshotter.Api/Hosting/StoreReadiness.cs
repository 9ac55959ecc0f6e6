using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Hosting;

/// <summary>Waits at the start for a state that others keep.</summary>
internal static partial class StoreReadiness
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Reads what the start needs as a whole, again and again until the state can be read: it may go away between two reads as well.</summary>
    public static async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await read(cancellationToken);
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
