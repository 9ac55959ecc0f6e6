namespace Snapshotter.Core.Jobs;

/// <summary>The waits after failed attempts, from one source of chance that many share.</summary>
/// <param name="first">The delay after the first attempt.</param>
/// <param name="longest">The longest delay.</param>
/// <param name="jitter">The source of chance.</param>
internal sealed class RetryDelays(TimeSpan first, TimeSpan longest, Random jitter)
{
    /// <summary>The wait after an attempt, counted from 1.</summary>
    public TimeSpan After(int attempt)
    {
        lock (jitter) return RetryPolicy.DelayAfter(first, longest, attempt, jitter.NextDouble());
    }
}
