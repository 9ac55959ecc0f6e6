namespace Snapshotter.Core.Snapshots;

/// <summary>A project type with one data source.</summary>
/// <param name="Id">The project id (spec 0.2).</param>
/// <param name="Source">The data source, or null.</param>
public sealed record Project(string Id, DataSource? Source)
{
    /// <summary>The project of a type on a data source, or without one.</summary>
    public static Project Of(string projectType, DataSource? source, string projectNamespace) =>
        new(ProjectId.Base(projectType, source?.Value, projectNamespace, source?.Primary), source);
}
