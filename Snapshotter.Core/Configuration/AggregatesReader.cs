namespace Snapshotter.Core.Configuration;

/// <summary>Reads aggregator.json and checks it against the base projects.</summary>
internal static class AggregatesReader
{
    public static IReadOnlyList<AggregateProjectType> Read(
        ConfigurationNode? file,
        KnownModules known,
        IReadOnlyList<BaseProjectType> projects,
        string projectNamespace)
    {
        if (file is not { } root || root.Required("config") is not { } list) return [];
        root.ExpectOnly("config");
        var taken = new UniqueNames(StringComparer.Ordinal);
        var read = new List<ReadAggregate>();
        foreach (var node in list.Items(ConfigurationLimits.MaxTypes) ?? [])
        {
            if (ReadType(node, known, projects, taken) is { } aggregate) read.Add(aggregate);
        }

        ProjectReferences.Check(read, projects, projectNamespace);
        return [.. read.Select(aggregate => aggregate.Type)];
    }

    private static ReadAggregate? ReadType(ConfigurationNode node, KnownModules known, IReadOnlyList<BaseProjectType> projects, UniqueNames taken)
    {
        if (!node.IsObject()) return null;
        node.ExpectOnly("project_type", "aggregate_on", "filters", "projects_to_wait_for", "processor", "transformations");
        var type = TypeName(node.Required("project_type"), projects, taken);
        var processor = Processor(node.Required("processor"), known);
        var kind = Kind(node.Required("aggregate_on"));
        var filter = kind is AggregateKind.SingleProject ? Filter(node.Required("filters")) : null;
        var waitFor = kind is AggregateKind.MultiProject ? WaitFor(node.Required("projects_to_wait_for")) : [];
        var transformations = ModuleReferenceReader.Transformations(node.Optional("transformations"), known);
        if (type is null || processor is null || kind is null) return null;
        var aggregate = new AggregateProjectType(type, kind.Value, filter?.Text(), [.. waitFor.Select(entry => entry.Id)], processor) { Transformations = transformations };
        return new ReadAggregate(aggregate, filter, waitFor);
    }

    private static string? TypeName(ConfigurationNode? node, IReadOnlyList<BaseProjectType> projects, UniqueNames taken)
    {
        if (node?.Name() is not { } name) return null;
        taken.Take(node.Value, name);
        if (projects.Any(project => project.ProjectType == name))
            node.Value.Fault($"'{ConfigurationNode.Quoted(name)}' is already a project type of the base projects.", "Rename one of the two.");
        return name;
    }

    private static ModuleReference? Processor(ConfigurationNode? node, KnownModules known)
    {
        var processor = ModuleReferenceReader.Read(node);
        if (processor is null) return null;
        node!.Value.ExpectOnly("module", "class_name");
        if (!known.AggregateProcessors.Contains(processor.ClassName)) ModuleReferenceReader.Refuse(node.Value, processor.ClassName, known.AggregateProcessors);
        if (known.SharedAggregateProcessors.TryGetValue(processor.ClassName, out var modules) && !modules.Contains(processor.ModuleName))
        {
            node.Value.Optional("module")!.Value.Fault(
                $"No module '{ConfigurationNode.Quoted(processor.ModuleName)}' has a class '{ConfigurationNode.Quoted(processor.ClassName)}'.",
                $"End the module's path with one of {string.Join(", ", modules)}.");
        }

        return processor;
    }

    private static AggregateKind? Kind(ConfigurationNode? node)
    {
        switch (node?.Text())
        {
            case nameof(AggregateKind.SingleProject): return AggregateKind.SingleProject;
            case nameof(AggregateKind.MultiProject): return AggregateKind.MultiProject;
            case { } other:
                node!.Value.Fault($"'{ConfigurationNode.Quoted(other)}' is no kind of aggregate.", "Write SingleProject or MultiProject.");
                return null;
            default: return null;
        }
    }

    private static ConfigurationNode? Filter(ConfigurationNode? node)
    {
        if (node is not { } filters || !filters.IsObject()) return null;
        filters.ExpectOnly("projectId");
        return filters.Required("projectId") is { } filter && filter.Name() is not null ? filter : null;
    }

    private static List<(string Id, ConfigurationNode Node)> WaitFor(ConfigurationNode? list)
    {
        var ids = new List<(string Id, ConfigurationNode Node)>();
        if (list?.Items() is not { } items) return ids;
        if (items.Count == 0) list.Value.Fault("The aggregate waits for no project.", "List the ids of the projects it is made of.");
        var taken = new UniqueNames(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (item.Name() is not { } id) continue;
            taken.Take(item, id);
            ids.Add((id, item));
        }

        return ids;
    }
}
