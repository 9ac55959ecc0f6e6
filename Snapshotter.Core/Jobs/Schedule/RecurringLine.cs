namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>A piece of recurring work.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cron">When it is done: a Quartz cron expression with seconds, in UTC.</param>
/// <param name="LastAt">When it was last due in this process; null before the first time.</param>
/// <param name="NextAt">When it is due next.</param>
/// <param name="IsPaused">Whether it is paused, until it is resumed or the process starts again.</param>
/// <param name="IsRunning">Whether it is being done.</param>
public sealed record RecurringLine(string Name, string Cron, DateTimeOffset? LastAt, DateTimeOffset? NextAt, bool IsPaused, bool IsRunning)
{
    /// <summary>What an action must carry.</summary>
    public string Version => IsPaused ? "paused" : "active";
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
