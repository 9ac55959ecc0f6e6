using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>A project type with all that is needed to build its snapshots.</summary>
/// <param name="ProjectType">The type.</param>
/// <param name="Processor">Builds the snapshots of all its projects.</param>
/// <param name="Preloaders">What must have run before.</param>
/// <param name="Projects">The projects, in the order of the configuration.</param>
public sealed record ProjectPlan(string ProjectType, ISnapshotProcessor Processor, IReadOnlyList<PlannedPreloader> Preloaders, IReadOnlyList<PlannedProject> Projects)
{
    /// <summary>Resolves the names of a checked configuration. Types that name the same preload task share one preloader.</summary>
    public static IReadOnlyList<ProjectPlan> Resolve(NodeConfiguration configuration, IModuleRegistry modules)
    {
        var preloaders = new Dictionary<string, PlannedPreloader>(StringComparer.Ordinal);
        PlannedPreloader PreloaderOf(string task)
        {
            if (preloaders.TryGetValue(task, out var known)) return known;
            var className = configuration.Preloading.Preloaders.First(preloader => preloader.TaskType == task).Processor.ClassName;
            return preloaders[task] = new PlannedPreloader(task, modules.Preloader(className));
        }

        return
        [
            .. configuration.Projects.Select(type => new ProjectPlan(
                type.ProjectType,
                modules.Processor(type.Processor.ClassName),
                [.. type.PreloadTasks.Distinct().Select(PreloaderOf)],
                ProjectsOf(type, configuration.Settings.Namespace))),
        ];
    }

    private static IReadOnlyList<PlannedProject> ProjectsOf(BaseProjectType type, string projectNamespace)
    {
        IReadOnlyList<DataSource?> sources = type.Sources is { } given ? given : [null];
        return [.. type.ProjectIds(projectNamespace).Zip(sources, (id, source) => new PlannedProject(id, source))];
    }
}
