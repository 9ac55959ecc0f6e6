namespace Snapshotter.Api.Chaos.Node;

/// <summary>A wall clock that is set forward and back, as by an operator or a time server. Timers and stopwatches run on, as they do in an operating system.</summary>
/// <param name="jumps">By how much, and at which look at the clock, in ascending order of looks counted from 0.</param>
/// <param name="jumped">Told of every jump.</param>
internal sealed class JumpingTime(IReadOnlyList<ClockJump> jumps, Action jumped) : TimeProvider
{
    private readonly Lock _gate = new();
    private TimeSpan _offset;
    private long _looks;
    private int _next;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Look();

    private TimeSpan Look()
    {
        lock (_gate)
        {
            if (_next < jumps.Count && _looks++ >= jumps[_next].AtLook)
            {
                _offset += TimeSpan.FromSeconds(jumps[_next++].Seconds);
                jumped();
            }

            return _offset;
        }
    }
}

/// <summary>One setting of the clock.</summary>
/// <param name="AtLook">At which look at the clock, counted from 0.</param>
/// <param name="Seconds">By how many seconds; negative sets it back.</param>
internal sealed record ClockJump(long AtLook, long Seconds);
