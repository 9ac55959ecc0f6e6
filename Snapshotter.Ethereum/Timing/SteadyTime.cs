namespace Snapshotter.Ethereum.Timing;

/// <summary>
/// The wall clock as it was at the start, and from then on only the time that passes: what waits and deadlines are measured by. Setting the
/// wall clock forward or back, which operators and time servers do, neither stretches nor cuts short any of them.
/// </summary>
public sealed class SteadyTime : TimeProvider
{
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly long _start;

    /// <summary>Starts from what <paramref name="time"/> says now.</summary>
    public SteadyTime(TimeProvider time)
    {
        _time = time;
        _startedAt = time.GetUtcNow();
        _start = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _time.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _time.LocalTimeZone;

    /// <summary>The time of the start and what has passed since.</summary>
    public override DateTimeOffset GetUtcNow() => _startedAt + _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override long GetTimestamp() => _time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _time.CreateTimer(callback, state, dueTime, period);
}
