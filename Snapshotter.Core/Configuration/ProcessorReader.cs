using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>Reads who builds the snapshots of a project type.</summary>
internal static class ProcessorReader
{
    /// <summary>The processor of a project type, or null when there is a fault.</summary>
    public static ProcessorChoice? Read(ConfigurationNode? node, KnownModules known)
    {
        if (node is { } holder && holder.Optional("kind") is { } kind) return Declared(holder, kind, known);
        var processor = ModuleReferenceReader.Read(node);
        if (processor is null) return null;
        node!.Value.ExpectOnly("module", "class_name");
        if (!known.Processors.ContainsKey(processor.ClassName) && !known.BulkProcessors.Contains(processor.ClassName))
            ModuleReferenceReader.Refuse(node.Value, processor.ClassName, known.Processors.Keys.Concat(known.BulkProcessors));
        return new NamedProcessor(processor);
    }

    /// <summary>What data source the processor expects, or null when that is not known.</summary>
    public static DataSourceShape? ShapeOf(ProcessorChoice? processor, KnownModules known) => processor switch
    {
        NamedProcessor named => known.Processors.TryGetValue(named.Reference.ClassName, out var shape) ? shape : null,
        DeclaredProcessor declared => declared.Processor.SourceShape,
        _ => null,
    };

    /// <summary>Whether one run builds the snapshots of many projects. The processor decides that; the file must agree.</summary>
    public static bool IsBulk(ConfigurationNode type, ProcessorChoice? processor, KnownModules known)
    {
        var node = type.Optional("bulk_mode");
        var given = node?.Boolean() ?? false;
        if (processor is null) return given;
        var className = (processor as NamedProcessor)?.Reference.ClassName;
        if (given && (className is null || known.Processors.ContainsKey(className)))
            node!.Value.Fault($"{className ?? "A declared processor"} builds the snapshot of one project at a time.", "Set bulk_mode to false and list the data sources in 'projects'.");
        if (className is null) return false;
        if (!given && known.BulkProcessors.Contains(className))
            type.Fault($"{className} builds the snapshots of all projects in one run, which 'bulk_mode' must say.", "Set bulk_mode to true and 'projects' to an empty list.");
        return given || known.BulkProcessors.Contains(className);
    }

    private static DeclaredProcessor? Declared(ConfigurationNode holder, ConfigurationNode kind, KnownModules known)
    {
        if (kind.Name() is not { } name) return null;
        if (known.Kinds.TryGetValue(name, out var reader)) return reader.Read(holder) is { } processor ? new DeclaredProcessor(name, processor) : null;
        kind.Fault($"'{ConfigurationNode.Quoted(name)}' is no kind of processor.", $"Write {string.Join(" or ", known.Kinds.Keys.Order(StringComparer.Ordinal))}, or name a class by 'module' and 'class_name'.");
        return null;
    }
}
