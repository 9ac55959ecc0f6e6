namespace Snapshotter.Core.Snapshots;

/// <summary>A kind of snapshot whose projects are not listed: each epoch tells which there are.</summary>
/// <param name="Name">The project type, the first part of its project ids.</param>
/// <param name="Processor">Builds the snapshots of an epoch, all at once.</param>
/// <param name="PreloadTasks">The task types that must have been preloaded.</param>
public sealed record BulkProjectType(string Name, IBulkProcessor Processor, IReadOnlyList<string> PreloadTasks)
{
    /// <summary>The id of the project that a source names.</summary>
    /// <param name="source">The source of a <see cref="BulkSnapshot"/>.</param>
    /// <param name="projectNamespace">The namespace of the deployment.</param>
    public string ProjectIdOf(DataSource? source, string projectNamespace) => ProjectId.Base(Name, source?.Value, projectNamespace, source?.Primary);

    /// <summary>The id under which the failure of the whole type is recorded, as upstream does: <c>type:namespace</c>.</summary>
    public string FailureId(string projectNamespace) => ProjectId.Base(Name, null, projectNamespace);
}
