using Snapshotter.Core.Preloading;

namespace Snapshotter.Core.Configuration;

/// <summary>A preloader that project types ask for.</summary>
/// <param name="TaskType">The name they ask by.</param>
/// <param name="Preloader">Who does it.</param>
public sealed record PlannedPreloader(string TaskType, IPreloader Preloader);
