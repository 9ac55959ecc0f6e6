using System.Text.Json;
using System.Text.Json.Serialization;
using Snapshotter.Core.Aggregation;

namespace Snapshotter.Core.Snapshots;

/// <summary>The data sources of a project type that one job is for: the payload of build, submit and finalize jobs.</summary>
/// <param name="ProjectType">The project type.</param>
/// <param name="From">The place of the first project in the type's list.</param>
/// <param name="Count">The number of projects.</param>
internal sealed record Slice(string ProjectType, int From, int Count)
{
    /// <summary>Unique among the slices of an epoch.</summary>
    public string Key => $"{ProjectType}/{From}";

    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(this, SliceJson.Default.Slice);

    public static Slice Parse(byte[] payload) => JsonSerializer.Deserialize(payload, SliceJson.Default.Slice)!;

    /// <summary>All slices of a type, each of at most <paramref name="size"/> projects.</summary>
    public static IEnumerable<Slice> Of(ProjectType type, int size) => Of(type.Name, type.Projects.Count, size);

    /// <summary>All slices of an aggregate type, each of at most <paramref name="size"/> projects.</summary>
    public static IEnumerable<Slice> Of(AggregateType type, int size) => Of(type.Name, type.Projects.Count, size);

    /// <summary>The base projects, as far as the configuration still has them.</summary>
    public IReadOnlyList<Project> Projects(ProjectPlan plan) => plan.Find(ProjectType) is { } type ? [.. type.Projects.Skip(From).Take(Count)] : [];

    /// <summary>The aggregate projects, as far as the configuration still has them.</summary>
    public IReadOnlyList<AggregateProject> Aggregates(ProjectPlan plan) =>
        plan.FindAggregate(ProjectType) is { } type ? [.. type.Projects.Skip(From).Take(Count)] : [];

    /// <summary>The ids of the projects, base or aggregate.</summary>
    public string[] ProjectIds(ProjectPlan plan) =>
        [.. Projects(plan).Select(static project => project.Id), .. Aggregates(plan).Select(static project => project.Id)];

    private static IEnumerable<Slice> Of(string type, int count, int size)
    {
        for (var from = 0; from < count; from += size) yield return new Slice(type, from, Math.Min(size, count - from));
    }
}

/// <summary>Generated serialisation.</summary>
[JsonSerializable(typeof(Slice))]
internal sealed partial class SliceJson : JsonSerializerContext;
