namespace Snapshotter.Core.Callers;

/// <summary>How much of a window is used.</summary>
/// <param name="Period">Its length in milliseconds, by which it is known: a changed limit goes on with the calls of the window that runs.</param>
/// <param name="Start">When it began, in Unix milliseconds.</param>
/// <param name="Used">The calls taken from it.</param>
public readonly record struct WindowUse(long Period, long Start, long Used)
{
    /// <summary>When it is over, in Unix milliseconds.</summary>
    public long End => Start + Period;
}
