namespace Snapshotter.Core.Storage.Redis;

/// <summary>
/// The turn to detect that this process holds, by its number. The server counts turns, so that a process that stood still for longer than its turn
/// is told apart from the one that has it now, also when nobody has noticed yet.
/// </summary>
internal sealed class HeldTurn
{
    /// <summary>No server counts below one.</summary>
    private const long Ended = -1;

    private long _number;

    /// <summary>The number by which the server knows the turn; 0 in a process that takes no turns, which nobody can be ahead of.</summary>
    public long Number => Volatile.Read(ref _number);

    /// <summary>The turn has this number.</summary>
    public void Begin(long number) => Volatile.Write(ref _number, number);

    /// <summary>The turn is over: what is still written in it is refused.</summary>
    public void End() => Volatile.Write(ref _number, Ended);
}
