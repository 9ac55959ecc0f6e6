using System.Diagnostics;

namespace Snapshotter.Benchmarks.EndToEnd.Probes;

/// <summary>Adds up the time spent in one part of the pipeline.</summary>
internal sealed class PartClock
{
    private long _ticks;

    /// <summary>The time so far. What ran at the same time counts twice.</summary>
    public TimeSpan Total => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _ticks));

    public void Reset() => Interlocked.Exchange(ref _ticks, 0);

    public void Add(TimeSpan elapsed) => Interlocked.Add(ref _ticks, (long)(elapsed.TotalSeconds * Stopwatch.Frequency));

    public T Time<T>(Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = work();
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - started);
        return result;
    }

    /// <summary>Counts from a moment before the work was started.</summary>
    public async ValueTask<T> TimeAsync<T>(long started, ValueTask<T> work)
    {
        var result = await work;
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - started);
        return result;
    }
}
