using Snapshotter.Api.CommandLine;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.Trying;

/// <summary>The project type of a try.</summary>
/// <param name="PreloadTasks">The task types that must have been preloaded.</param>
/// <param name="BuildAsync">Runs the processor.</param>
internal sealed record TriedType(IReadOnlyList<string> PreloadTasks, Func<EpochChain, CancellationToken, Task<IReadOnlyList<SnapshotBuild>>> BuildAsync)
{
    /// <summary>Finds it, and checks that the data source fits it.</summary>
    /// <exception cref="UserException">There is no such type, or it takes another data source.</exception>
    public static TriedType Find(ProjectPlan plan, string name, string? source)
    {
        if (plan.Find(name) is { } type) return Of(type, SourceOf(type, source), plan.Namespace);
        if (plan.FindBulk(name) is { } bulk) return Of(bulk, source, plan.Namespace);
        if (plan.FindAggregate(name) is not null) throw new UserException($"--project {name} is an aggregate, composed from snapshots of earlier epochs: see it with replay.");
        var names = plan.Types.Select(static type => type.Name).Concat(plan.BulkTypes.Select(static type => type.Name));
        throw new UserException($"--project {name}: the configuration has no such type. It has {string.Join(", ", names)}.");
    }

    private static TriedType Of(ProjectType type, DataSource? source, string projectNamespace) => new(
        type.PreloadTasks,
        async (chain, cancellationToken) =>
        {
            var project = Project.Of(type.Name, source, projectNamespace);
            return
            [
                await SnapshotBuild.RunAsync(
                    project.Id, source, chain.Epoch, () => type.Processor.BuildAsync(source, chain, cancellationToken), type.Transformations, cancellationToken),
            ];
        });

    private static TriedType Of(BulkProjectType type, string? source, string projectNamespace) => new(
        type.PreloadTasks,
        async (chain, cancellationToken) =>
        {
            var built = await type.Processor.BuildAsync(chain, cancellationToken);
            var wanted = source is null ? null : type.ProjectIdOf(DataSource.Parse(source), projectNamespace);
            return
            [
                .. built.Select(snapshot => (Id: type.ProjectIdOf(snapshot.Source, projectNamespace), snapshot.Snapshot))
                    .Where(snapshot => wanted is null || snapshot.Id == wanted)
                    .DistinctBy(static snapshot => snapshot.Id, StringComparer.Ordinal)
                    .Select(static snapshot => SnapshotBuild.Of(snapshot.Id, snapshot.Snapshot)),
            ];
        });

    private static DataSource? SourceOf(ProjectType type, string? text)
    {
        var shape = type.Processor.SourceShape;
        if (text is null) return shape is DataSourceShape.None ? null : throw new UserException($"--source is needed: {type.Name} looks at {(shape is DataSourceShape.Address ? "a contract" : "a data source")}.");
        if (shape is DataSourceShape.None) throw new UserException($"--source {text}: {type.Name} takes no data source.");
        if (shape is DataSourceShape.Any) return DataSource.Parse(text);
        return text.StartsWith("0x", StringComparison.Ordinal) && Address.TryParse(text, out _)
            ? new DataSource(text)
            : throw new UserException($"--source must be an address, 0x and 40 hex digits, not '{text}'.");
    }
}
