using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// What one job is for, and all that is needed to do it after a restart with another configuration or another set of projects: the payload of
/// the jobs that build, compose, submit and finalize.
/// </summary>
/// <param name="ProjectType">The type of the projects; empty where projects of several types go together.</param>
/// <param name="From">The place of the first item among those that were sliced.</param>
/// <param name="Items">
/// The data sources for a job that builds, an empty text standing for none; the ids of the underlying projects for one that composes; the
/// ids of the projects for one that submits or finalizes.
/// </param>
internal sealed record Slice(string ProjectType, int From, IReadOnlyList<string> Items)
{
    /// <summary>Those of the data sources whose genesis the epoch is (see <see cref="DataSource.IsGenesis"/>).</summary>
    public IReadOnlyList<string> Genesis { get; init; } = [];

    /// <summary>After how many bytes of text a slice ends although it could hold more items, so that a payload stays within its bound.</summary>
    private const int MaxBytes = 30 * 1024;

    /// <summary>Unique among the slices of an epoch that are for the same kind of job.</summary>
    [JsonIgnore]
    public string Key => $"{ProjectType}/{From}";

    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(this, SliceJson.Relaxed.Slice);

    public static Slice Parse(byte[] payload) => JsonSerializer.Deserialize(payload, SliceJson.Relaxed.Slice)!;

    /// <summary>All items in order, in slices of at most <paramref name="size"/>.</summary>
    public static IEnumerable<Slice> Of(string projectType, IReadOnlyList<string> items, int size)
    {
        for (var from = 0; from < items.Count;)
        {
            var count = CountFrom(items, from, size);
            yield return new Slice(projectType, from, [.. items.Skip(from).Take(count)]);
            from += count;
        }
    }

    private static int CountFrom(IReadOnlyList<string> items, int from, int size)
    {
        var bytes = Encoding.UTF8.GetByteCount(items[from]);
        var to = from + 1;
        while (to < items.Count && to - from < size && (bytes += Encoding.UTF8.GetByteCount(items[to])) <= MaxBytes) to++;
        return to - from;
    }
}

/// <summary>Generated serialisation.</summary>
[JsonSerializable(typeof(Slice))]
internal sealed partial class SliceJson : JsonSerializerContext
{
    /// <summary>Writes letters beyond ASCII as they are: payloads are read by this node alone.</summary>
    public static SliceJson Relaxed { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
