using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>The fault points of the stores: reading and writing of state, contents and queue.</summary>
internal static class StoreFaults
{
    public const string StateRead = "state read";
    public const string StateWrite = "state write";
    public const string ContentRead = "content read";
    public const string ContentWrite = "content write";
    public const string QueueRead = "queue read";
    public const string QueueWrite = "queue write";

    public const string PinRead = "pin read";
    public const string PinWrite = "pin write";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [StateRead, StateWrite, ContentRead, ContentWrite, QueueRead, QueueWrite, PinRead, PinWrite];

    /// <exception cref="StorageException">The point is armed and fires.</exception>
    public static void Pass(this FaultPoints points, string point)
    {
        if (points.Fires(point)) throw new StorageException($"An outage was injected at '{point}'; try again.");
    }
}
