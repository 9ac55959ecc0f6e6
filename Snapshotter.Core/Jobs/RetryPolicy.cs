namespace Snapshotter.Core.Jobs;

/// <summary>When a failed job is tried again.</summary>
internal static class RetryPolicy
{
    /// <summary>The base delay doubled per attempt made, up to the longest, and of that a random part from a half to the whole.</summary>
    /// <param name="options">The delays.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="random">From 0 (included) to 1 (excluded).</param>
    public static TimeSpan DelayAfter(JobOptions options, int attempt, double random)
    {
        var doubled = options.RetryDelay * Math.Pow(2, Math.Min(attempt - 1, 30));
        var longest = doubled < options.MaxRetryDelay ? doubled : options.MaxRetryDelay;
        return longest * (0.5 + (random / 2));
    }
}
