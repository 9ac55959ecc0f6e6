namespace Snapshotter.Core.Jobs;

/// <summary>When what failed is tried again.</summary>
internal static class RetryPolicy
{
    /// <summary>The wait after a failed attempt: the first delay doubled per attempt made, up to the longest, and of that a random part from a half to the whole.</summary>
    /// <param name="first">The delay after the first attempt.</param>
    /// <param name="longest">The longest delay.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="random">From 0 (included) to 1 (excluded).</param>
    public static TimeSpan DelayAfter(TimeSpan first, TimeSpan longest, int attempt, double random)
    {
        var doubled = first * Math.Pow(2, Math.Min(attempt - 1, 30));
        return (doubled < longest ? doubled : longest) * (0.5 + (random / 2));
    }
}
