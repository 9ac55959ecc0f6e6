namespace Snapshotter.Core.Configuration;

/// <summary>Reads the module and class name that projects, aggregates and preloaders give.</summary>
internal static class ModuleReferenceReader
{
    /// <summary>The members of an object that holds them, or null when either is missing or wrong.</summary>
    public static ModuleReference? Read(ConfigurationNode? node)
    {
        if (node is not { } processor || !processor.IsObject()) return null;
        var module = processor.Required("module")?.Name();
        var className = processor.Required("class_name")?.Name();
        return module is null || className is null ? null : new ModuleReference(module, className);
    }

    /// <summary>The names in a list <c>transformations</c>, which may be missing.</summary>
    public static IReadOnlyList<string> Transformations(ConfigurationNode? list, KnownModules known)
    {
        var names = new List<string>();
        foreach (var node in list?.Items() ?? [])
        {
            if (node.Name() is not { } name) continue;
            names.Add(name);
            if (!known.Transformations.Contains(name))
                node.Fault($"This node has no transformation '{ConfigurationNode.Quoted(name)}'.", known.Transformations.Count == 0 ? "Add the module that has it (Modules:Path)." : $"Use one of {string.Join(", ", known.Transformations.Order(StringComparer.Ordinal))}.");
        }

        return names;
    }

    /// <summary>Notes a class name that this node does not have.</summary>
    public static void Refuse(ConfigurationNode holder, string className, IEnumerable<string> known)
    {
        holder.Optional("class_name")!.Value.Fault(
            $"This node has no class '{ConfigurationNode.Quoted(className)}'.",
            $"Use one of {string.Join(", ", known.Order(StringComparer.Ordinal))}, or add the module that has it (Modules:Path).");
    }
}
