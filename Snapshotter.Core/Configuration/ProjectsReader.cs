using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Configuration;

/// <summary>Reads projects.json and checks it against the known processors and the preload tasks.</summary>
internal static class ProjectsReader
{
    public static IReadOnlyList<BaseProjectType> Read(ConfigurationNode? file, KnownModules known, PreloadConfiguration preloading)
    {
        if (file is not { } root || root.Required("config") is not { } list) return [];
        root.ExpectOnly("config");
        var taken = new UniqueNames(StringComparer.Ordinal);
        var types = new List<BaseProjectType>();
        var items = list.Items(ConfigurationLimits.MaxTypes);
        foreach (var node in items ?? [])
        {
            if (ReadType(node, known, preloading, taken) is { } type) types.Add(type);
        }

        if (items is { Count: 0 }) list.Fault("No project type is configured.", "Add at least one.");
        return types;
    }

    private static BaseProjectType? ReadType(ConfigurationNode node, KnownModules known, PreloadConfiguration preloading, UniqueNames taken)
    {
        if (!node.IsObject()) return null;
        node.ExpectOnly("project_type", "projects", "preload_tasks", "bulk_mode", "processor", "transformations");
        var type = node.Required("project_type")?.Name();
        if (type is not null) taken.Take(node.Optional("project_type")!.Value, type);

        var tasks = PreloadTasks(node.Required("preload_tasks"), preloading);
        var processor = ProcessorReader.Read(node.Required("processor"), known);
        var isBulk = ProcessorReader.IsBulk(node, processor, known);
        var sources = isBulk ? NoSources(node) : Sources(node, ProcessorReader.ShapeOf(processor, known));
        var transformations = Transformations(node, isBulk, known);
        return type is null || processor is null ? null : new BaseProjectType(type, sources, tasks, processor) { IsBulk = isBulk, Transformations = transformations };
    }

    private static IReadOnlyList<string> Transformations(ConfigurationNode type, bool isBulk, KnownModules known)
    {
        var node = type.Optional("transformations");
        var names = ModuleReferenceReader.Transformations(node, known);
        if (isBulk && names.Count > 0) node!.Value.Fault("Snapshots of bulk types are not transformed.", "Leave 'transformations' out.");
        return names;
    }

    private static List<DataSource> NoSources(ConfigurationNode type)
    {
        if (type.Optional("projects") is { } list && list.Items() is { Count: > 0 })
            list.Fault("In bulk mode each epoch tells which projects there are, so none can be listed.", "Set 'projects' to an empty list.");
        return [];
    }

    private static List<string> PreloadTasks(ConfigurationNode? list, PreloadConfiguration preloading)
    {
        var tasks = new List<string>();
        foreach (var node in list?.Items() ?? [])
        {
            if (node.Name() is not { } name) continue;
            tasks.Add(name);
            if (preloading.Preloaders.All(preloader => preloader.TaskType != name))
                node.Fault($"No preloader has the task type '{ConfigurationNode.Quoted(name)}'.", "Add it to preloader.json, or correct the name.");
        }

        return tasks;
    }

    private static List<DataSource>? Sources(ConfigurationNode type, DataSourceShape? shape)
    {
        if (type.Optional("projects") is not { } list)
        {
            if (shape is DataSourceShape.Address or DataSourceShape.Any) type.Fault("The processor needs the addresses or other sources it is to look at, and 'projects' gives none.", "List them in 'projects'.");
            return null;
        }

        if (list.Items() is not { } items) return [];
        if (shape is DataSourceShape.None) list.Fault("The processor takes no data source.", "Leave 'projects' out.");

        var taken = new UniqueNames(StringComparer.OrdinalIgnoreCase);
        var sources = new List<DataSource>(items.Count);
        foreach (var item in items)
        {
            if (item.Name() is not { } text) continue;
            taken.Take(item, text);
            if (Source(item, text, shape) is { } source) sources.Add(source);
        }

        return sources;
    }

    private static DataSource? Source(ConfigurationNode node, string text, DataSourceShape? shape)
    {
        if (shape is DataSourceShape.Address) return node.Address() is null ? null : new DataSource(text);
        var parts = text.Split('_');
        if (parts.Length > 2 || parts.Contains(""))
        {
            node.Fault($"'{ConfigurationNode.Quoted(text)}' is neither one data source nor two joined by '_'.", "Write source or primary_source.");
            return null;
        }

        foreach (var part in parts)
        {
            if (Address.TryParse(part, out var address) && part.StartsWith("0x", StringComparison.Ordinal)) node.WarnOfChecksum(part, address);
        }

        return DataSource.Parse(text);
    }
}
