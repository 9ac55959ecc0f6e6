namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>A head that moves as if the blocks were being mined now.</summary>
public sealed class PacedHead : IChainHead
{
    private readonly TimeProvider _time;
    private readonly long _first;
    private readonly long _last;
    private readonly double _secondsPerBlock;
    private readonly DateTimeOffset _startAt;

    /// <summary>A head that stands at <paramref name="first"/> until <paramref name="startAt"/> and one block higher after each interval, up to <paramref name="last"/>.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="first">The first head.</param>
    /// <param name="last">The last head.</param>
    /// <param name="secondsPerBlock">The interval, above 0.</param>
    /// <param name="startAt">When the first interval begins.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is reversed or the interval not above 0.</exception>
    public PacedHead(TimeProvider time, long first, long last, double secondsPerBlock, DateTimeOffset startAt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        if (!(secondsPerBlock > 0)) throw new ArgumentOutOfRangeException(nameof(secondsPerBlock), secondsPerBlock, "Blocks need an interval above 0 seconds.");
        _time = time;
        _first = first;
        _last = last;
        _secondsPerBlock = secondsPerBlock;
        _startAt = startAt;
    }

    /// <inheritdoc/>
    public long Number
    {
        get
        {
            var intervals = (_time.GetUtcNow() - _startAt).TotalSeconds / _secondsPerBlock;
            if (intervals <= 0) return _first;
            return intervals >= _last - _first ? _last : _first + (long)intervals;
        }
    }
}
