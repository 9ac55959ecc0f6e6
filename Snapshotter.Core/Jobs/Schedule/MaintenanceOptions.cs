namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>When the node looks after its stores: Quartz cron expressions with seconds, in UTC.</summary>
public sealed class MaintenanceOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Maintenance";

    /// <summary>When what is past retention is removed.</summary>
    /// <value>Default every ten minutes.</value>
    [Cron]
    public string Prune { get; init; } = "0 0/10 * * * ?";

    /// <summary>When the stores' own upkeep is done, such as cutting write-ahead logs.</summary>
    /// <value>Default every hour, at five minutes and thirty seconds past.</value>
    [Cron]
    public string KeepUp { get; init; } = "30 5 * * * ?";
}
