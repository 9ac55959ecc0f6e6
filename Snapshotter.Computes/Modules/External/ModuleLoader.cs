using Snapshotter.Core.Configuration;

namespace Snapshotter.Computes.Modules.External;

/// <summary>
/// Loads the modules of a folder, each into a collectible context of its own, and refuses what cannot be one. A module runs with all
/// the rights of the node: the checks are against mistakes, not against malice.
/// </summary>
public static class ModuleLoader
{
    /// <summary>Loads all modules of the folder that the options name.</summary>
    /// <param name="options">Where they are.</param>
    /// <param name="own">The class names of the node's own modules, which stay theirs.</param>
    /// <exception cref="ConfigurationException">The folder is missing; or a file is refused, and the options do not say to start without it.</exception>
    public static AddedModules Load(ModuleOptions options, IReadOnlySet<string> own)
    {
        if (string.IsNullOrWhiteSpace(options.Path)) return AddedModules.None;
        var folder = Path.GetFullPath(options.Path);
        if (!Directory.Exists(folder)) throw new ConfigurationException($"Modules:Path: there is no folder '{folder}'. Create it, or leave the setting out.");

        var taken = own.ToHashSet(StringComparer.Ordinal);
        var (added, refusals) = (new List<AddedModule>(), new List<ModuleRefusal>());
        foreach (var file in Find(folder))
        {
            try
            {
                var set = Load(file, taken);
                taken.UnionWith(set.ClassNames);
                added.Add(new AddedModule(file.Name, set));
            }
            catch (ModuleRefusedException refused)
            {
                refusals.Add(new ModuleRefusal(file.Name, refused.Message));
            }
        }

        if (refusals.Count > 0 && !options.StartWithoutRefused) throw new ConfigurationException(Describe(folder, refusals));
        return new AddedModules(added, refusals);
    }

    private static IReadOnlyList<ModuleFile> Find(string folder)
    {
        try
        {
            return ModuleFile.Find(folder);
        }
        catch (Exception exception) when (exception is ModuleRefusedException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"Modules:Path: {exception.Message}", exception);
        }
    }

    private static ModuleSet Load(ModuleFile file, IReadOnlySet<string> taken)
    {
        var bytes = file.Read();
        ModuleInspection.Check(bytes);
        ModuleLoadContext? context = null;
        try
        {
            context = new ModuleLoadContext(file.Path);
            return ModuleClasses.Make(context.LoadModule(bytes), taken);
        }
        catch (Exception exception)
        {
            context?.Unload();
            throw exception as ModuleRefusedException ?? new ModuleRefusedException($"It cannot be loaded: {exception.Message} Build it anew.", exception);
        }
    }

    private static string Describe(string folder, List<ModuleRefusal> refusals) => string.Join(
        Environment.NewLine,
        refusals.Select(static refusal => $"  {refusal}")
            .Prepend($"{(refusals.Count == 1 ? "A module is" : $"{refusals.Count} modules are")} refused in {folder}:")
            .Append("Mend or remove them, or set Modules:StartWithoutRefused to true to start without."));
}
