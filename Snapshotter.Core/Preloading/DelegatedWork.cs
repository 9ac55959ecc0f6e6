namespace Snapshotter.Core.Preloading;

/// <summary>How a preloader hands tasks on to workers: <c>delegate_tasks</c> (spec 2.5, 7.3).</summary>
/// <param name="Workers">How many requests are under way at once.</param>
/// <param name="Timeout">How long the tasks of an epoch may take together; the preloading is then tried again.</param>
public sealed record DelegatedWork(int Workers, TimeSpan Timeout)
{
    /// <summary>The number of workers where the configuration gives none: that of upstream's zkEVM deployment.</summary>
    public const int DefaultWorkers = 8;

    /// <summary>The seconds where the configuration gives none.</summary>
    public const int DefaultTimeoutSeconds = 60;

    /// <summary>The defaults.</summary>
    public static DelegatedWork Default { get; } = new(DefaultWorkers, TimeSpan.FromSeconds(DefaultTimeoutSeconds));
}
