namespace Snapshotter.Core.Configuration;

/// <summary>The names of the files beside settings.json.</summary>
internal sealed record ConfigurationFileNames(string Projects, string Aggregates, string Preloaders)
{
    public static ConfigurationFileNames Default { get; } = new("projects.json", "aggregator.json", "preloader.json");
}
