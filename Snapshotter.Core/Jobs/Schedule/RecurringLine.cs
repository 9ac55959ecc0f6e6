using System.Globalization;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>A piece of recurring work.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cron">When it is done: a Quartz cron expression with seconds, in UTC.</param>
/// <param name="LastAt">When it was last done in this process; null before the first time.</param>
/// <param name="NextAt">When it is due next.</param>
/// <param name="PausedSince">Since when it is paused, on all hosts, until it is resumed; null when it is not.</param>
/// <param name="Triggered">How often it was triggered.</param>
/// <param name="IsRunning">Whether it is being done.</param>
public sealed record RecurringLine(string Name, string Cron, DateTimeOffset? LastAt, DateTimeOffset? NextAt, DateTimeOffset? PausedSince, long Triggered, bool IsRunning)
{
    /// <summary>Whether it is paused.</summary>
    public bool IsPaused => PausedSince is not null;

    /// <summary>What an action must carry: of all who act on what they saw one succeeds.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"{PausedSince?.ToUnixTimeMilliseconds() ?? 0}.{Triggered}");
}

/// <summary>What an operator does to recurring work.</summary>
public enum RecurringAction
{
    /// <summary>It is done now, beside its schedule.</summary>
    Trigger,

    /// <summary>It is not done until it is resumed.</summary>
    Pause,

    /// <summary>It goes on.</summary>
    Resume,
}
