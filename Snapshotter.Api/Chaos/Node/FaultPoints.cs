using System.Collections.Concurrent;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>Named places at which a port can be made to fail. A point that is not armed costs a look-up and does nothing.</summary>
/// <param name="fired">Told the point of every failure.</param>
internal sealed class FaultPoints(Action<string> fired)
{
    private readonly ConcurrentDictionary<string, ArmedPoint> _armed = new(StringComparer.Ordinal);

    /// <summary>Lets a point fail until the result is disposed.</summary>
    /// <param name="point">The point.</param>
    /// <param name="fires">Whether the pass of a number, counted from 0 since arming, fails.</param>
    /// <exception cref="InvalidOperationException">The point is armed already.</exception>
    public IDisposable Arm(string point, Func<long, bool> fires)
    {
        var armed = new ArmedPoint(this, point, fires);
        return _armed.TryAdd(point, armed) ? armed : throw new InvalidOperationException($"The fault point {point} is armed already; dispose of what armed it first.");
    }

    /// <summary>Whether this pass of a point is to fail.</summary>
    public bool Fires(string point)
    {
        if (!_armed.TryGetValue(point, out var armed) || !armed.FiresNow()) return false;
        fired(point);
        return true;
    }

    private sealed class ArmedPoint(FaultPoints points, string point, Func<long, bool> fires) : IDisposable
    {
        private long _passes = -1;

        public bool FiresNow() => fires(Interlocked.Increment(ref _passes));

        public void Dispose() => points._armed.TryRemove(KeyValuePair.Create(point, this));
    }
}
