using Snapshotter.Core.Preloading;

namespace Snapshotter.Core.Configuration;

/// <summary>Reads preloader.json. Tasks that no project asks for are only recognised.</summary>
internal static class PreloadersReader
{
    private const int MaxTimeoutSeconds = 3_600;

    public static PreloadConfiguration Read(ConfigurationNode? file, KnownModules known)
    {
        if (file is not { } root || !root.IsObject()) return new PreloadConfiguration([], TimeSpan.FromSeconds(DelegatedWork.DefaultTimeoutSeconds));
        root.ExpectOnly("preloaders", "delegate_tasks", "timeout");
        var taken = new UniqueNames(StringComparer.Ordinal);
        var preloaders = Tasks(root.Required("preloaders"), known.Preloaders, taken);

        // Preloaders hand work on by themselves, so that these are checked only.
        _ = Tasks(root.Required("delegate_tasks"), known.DelegateTasks, taken);
        var timeout = root.Required("timeout")?.Integer(1, MaxTimeoutSeconds) ?? DelegatedWork.DefaultTimeoutSeconds;
        return new PreloadConfiguration(preloaders, TimeSpan.FromSeconds(timeout));
    }

    private static List<PreloadTask> Tasks(ConfigurationNode? list, IReadOnlySet<string> known, UniqueNames taken)
    {
        var tasks = new List<PreloadTask>();
        foreach (var node in list?.Items() ?? [])
        {
            if (!node.IsObject()) continue;
            node.ExpectOnly("task_type", "module", "class_name");
            var type = node.Required("task_type");
            var name = type?.Name();
            if (name is not null) taken.Take(type!.Value, name);

            var processor = ModuleReferenceReader.Read(node);
            if (processor is not null && !known.Contains(processor.ClassName)) ModuleReferenceReader.Refuse(node, processor.ClassName, known);
            if (name is not null && processor is not null) tasks.Add(new PreloadTask(name, processor));
        }

        return tasks;
    }
}
