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
        node.ExpectOnly("project_type", "projects", "preload_tasks", "bulk_mode", "processor");
        var type = node.Required("project_type")?.Name();
        if (type is not null) taken.Take(node.Optional("project_type")!.Value, type);

        if (node.Optional("bulk_mode") is { } bulk && bulk.Boolean() is true)
            bulk.Fault("Bulk mode, in which one run builds the snapshots of many projects, is not supported yet.", "Leave the project type out, or set it to false where the processor allows.");

        var tasks = PreloadTasks(node.Required("preload_tasks"), known, preloading);
        var processor = Processor(node.Required("processor"), known);
        var shape = processor is not null && known.Processors.TryGetValue(processor.ClassName, out var expected) ? expected : (DataSourceShape?)null;
        var sources = Sources(node, shape);
        return type is null || processor is null ? null : new BaseProjectType(type, sources, tasks, processor);
    }

    private static ModuleReference? Processor(ConfigurationNode? node, KnownModules known)
    {
        var processor = ModuleReferenceReader.Read(node);
        if (processor is null) return null;
        node!.Value.ExpectOnly("module", "class_name");
        if (!known.Processors.ContainsKey(processor.ClassName)) ModuleReferenceReader.Refuse(node.Value, processor.ClassName, known.Processors.Keys);
        return processor;
    }

    private static List<string> PreloadTasks(ConfigurationNode? list, KnownModules known, PreloadConfiguration preloading)
    {
        var tasks = new List<string>();
        foreach (var node in list?.Items() ?? [])
        {
            if (node.Name() is not { } name) continue;
            tasks.Add(name);
            var task = preloading.Preloaders.FirstOrDefault(preloader => preloader.TaskType == name);
            if (task is null) node.Fault($"No preloader has the task type '{ConfigurationNode.Quoted(name)}'.", "Add it to preloader.json, or correct the name.");
            else if (known.NotYet.Contains(task.Processor.ClassName))
                node.Fault($"The preloader {task.Processor.ClassName} of '{name}' is not supported yet.", "Leave the project type out, or the task where the processor does not need it.");
        }

        return tasks;
    }

    private static List<DataSource>? Sources(ConfigurationNode type, DataSourceShape? shape)
    {
        if (type.Optional("projects") is not { } list)
        {
            if (shape is DataSourceShape.Address) type.Fault("The processor needs the addresses it is to look at, and 'projects' gives none.", "List them in 'projects'.");
            return null;
        }

        if (list.Items() is not { } items) return [];
        if (items.Count == 0) list.Fault("An empty list, which upstream fills from the contract at start, is not supported yet.", "List the data sources.");
        if (shape is DataSourceShape.None && items.Count > 0) list.Fault("The processor takes no data source.", "Leave 'projects' out.");

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
