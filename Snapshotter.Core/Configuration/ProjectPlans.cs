using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>Turns a configuration, in which classes are names, into the plan that the pipeline works by.</summary>
public static class ProjectPlans
{
    /// <summary>Makes the processors of all project types, and the preloaders that at least one of them asks for.</summary>
    /// <param name="configuration">A configuration that was checked against what <paramref name="modules"/> can make.</param>
    /// <param name="modules">Makes the processors and preloaders.</param>
    public static ProjectPlan Resolve(NodeConfiguration configuration, IModuleRegistry modules)
    {
        var projectNamespace = configuration.Settings.Namespace;
        var asked = configuration.Projects.SelectMany(type => type.PreloadTasks).ToHashSet(StringComparer.Ordinal);
        var preloaders = configuration.Preloading.Preloaders
            .Where(task => asked.Contains(task.TaskType))
            .ToDictionary(task => task.TaskType, task => modules.Preloader(task.Processor.ClassName), StringComparer.Ordinal);
        var types = configuration.Projects.Where(static type => !type.IsBulk).Select(type => Resolve(type, projectNamespace, modules));
        var plan = new ProjectPlan(projectNamespace, [.. types], preloaders)
        {
            BulkTypes = [.. configuration.Projects.Where(static type => type.IsBulk).Select(type => ResolveBulk(type, modules))],
            Delegated = new DelegatedWork(configuration.Settings.DelegateWorkers, configuration.Preloading.Timeout),
        };
        return plan with { Aggregates = AggregatePlans.Resolve(configuration, plan.BaseProjectIds, modules) };
    }

    private static ProjectType Resolve(BaseProjectType type, string projectNamespace, IModuleRegistry modules)
    {
        IReadOnlyList<DataSource?> sources = type.Sources ?? (IReadOnlyList<DataSource?>)[null];
        return new ProjectType(
            type.ProjectType,
            type.Processor.Resolve(modules),
            [.. type.ProjectIds(projectNamespace).Zip(sources, static (id, source) => new Project(id, source))],
            TasksOf(type))
        {
            IsDynamic = type.IsDynamic,
            Attached = [.. type.Transformations.Select(modules.Transformation)],
        };
    }

    private static BulkProjectType ResolveBulk(BaseProjectType type, IModuleRegistry modules) =>
        new(type.ProjectType, type.Processor.ResolveBulk(modules), TasksOf(type));

    private static string[] TasksOf(BaseProjectType type) => [.. type.PreloadTasks.Distinct(StringComparer.Ordinal)];
}
