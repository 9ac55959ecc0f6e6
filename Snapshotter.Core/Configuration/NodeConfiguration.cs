namespace Snapshotter.Core.Configuration;

/// <summary>The configuration of a node in the upstream format: projects.json, aggregator.json, preloader.json and settings.json.</summary>
/// <param name="Settings">settings.json, or its defaults where there is none.</param>
/// <param name="Projects">The base project types.</param>
/// <param name="Aggregates">The aggregate project types.</param>
/// <param name="Preloading">The preload tasks.</param>
/// <param name="Warnings">What is odd but does no harm, a sentence each, for the operator.</param>
public sealed record NodeConfiguration(
    NodeSettings Settings,
    IReadOnlyList<BaseProjectType> Projects,
    IReadOnlyList<AggregateProjectType> Aggregates,
    PreloadConfiguration Preloading,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Reads and checks the files of a folder. settings.json may be missing, or give the other files other names.</summary>
    /// <param name="folder">The configuration folder.</param>
    /// <param name="known">The class names that may be named.</param>
    /// <exception cref="ConfigurationException">Something is wrong; the message lists every fault with file, place, reason and fix.</exception>
    public static NodeConfiguration Load(string folder, KnownModules known)
    {
        var report = new ConfigurationReport();
        var settingsFile = ConfigurationFile.Open(folder, SettingsReader.FileName, report, required: false);
        var settings = SettingsReader.Read(settingsFile);
        var names = SettingsReader.ReadFileNames(settingsFile);

        var preloading = PreloadersReader.Read(ConfigurationFile.Open(folder, names.Preloaders, report), known);
        var projects = ProjectsReader.Read(ConfigurationFile.Open(folder, names.Projects, report), known, preloading);
        var aggregates = AggregatesReader.Read(ConfigurationFile.Open(folder, names.Aggregates, report), known, projects, settings.Namespace);

        report.ThrowIfFaulty();
        return new NodeConfiguration(settings, projects, aggregates, preloading, [.. report.Warnings]);
    }
}
