namespace Snapshotter.Core.Configuration;

/// <summary>preloader.json.</summary>
/// <param name="Preloaders">The tasks that projects may ask for.</param>
/// <param name="Timeout">How long a preloader waits for the tasks it handed on.</param>
public sealed record PreloadConfiguration(IReadOnlyList<PreloadTask> Preloaders, TimeSpan Timeout);
