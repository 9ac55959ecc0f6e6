namespace Snapshotter.Core.Epochs;

/// <summary>Foretells when the source head will reach a block from when it was seen where, so that the node asks once and not all the time.</summary>
public sealed class HeadForecast
{
    private const double Weight = 0.3;

    private long _head = -1;
    private DateTimeOffset _seenAt;
    private double? _secondsPerBlock;

    /// <summary>The learnt pace in seconds per block, or null before two different heads were seen.</summary>
    public double? SecondsPerBlock => _secondsPerBlock;

    /// <summary>The head was seen at a block.</summary>
    public void Saw(long head, DateTimeOffset now)
    {
        if (head <= _head) return;
        if (_head >= 0)
        {
            var pace = (now - _seenAt).TotalSeconds / (head - _head);
            _secondsPerBlock = _secondsPerBlock is { } known ? known + (Weight * (pace - known)) : pace;
        }

        _head = head;
        _seenAt = now;
    }

    /// <summary>How long until the head should be at a block: at least the shortest wait, and no longer than the longest.</summary>
    public TimeSpan Until(long block, DateTimeOffset now, TimeSpan shortest, TimeSpan longest)
    {
        if (_secondsPerBlock is not { } pace) return shortest;
        var seconds = ((block - _head) * pace) - (now - _seenAt).TotalSeconds;
        var wait = TimeSpan.FromSeconds(Math.Clamp(seconds, shortest.TotalSeconds, longest.TotalSeconds));
        return wait;
    }
}
