namespace Snapshotter.Tests.Support.SyntheticChains;

/// <summary>Random numbers that are the same on every machine and version: SplitMix64.</summary>
internal sealed class Lots(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to, and without, a bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
