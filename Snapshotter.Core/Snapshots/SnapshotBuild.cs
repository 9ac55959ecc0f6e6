using System.Buffers;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Snapshots;

/// <summary>The attempt to build one snapshot: its bytes, or why there are none.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Bytes">The canonical bytes, or null.</param>
/// <param name="Error">Why there are none, or null.</param>
/// <param name="IsTransient">Whether trying again may help.</param>
public sealed record SnapshotBuild(string ProjectId, ReadOnlyMemory<byte>? Bytes, string? Error, bool IsTransient)
{
    /// <summary>A JSON object with more facts, told beside the end of the building; or null.</summary>
    public string? Extra { get; init; }

    /// <summary>It cannot be built, and trying again would not help.</summary>
    public static SnapshotBuild Failed(string projectId, string error) => new(projectId, null, error, IsTransient: false);

    /// <summary>Runs a processor, then transformations, and takes the canonical bytes.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="source">Its data source, or null.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="build">Runs the processor.</param>
    /// <param name="transformations">The transformations, in order.</param>
    /// <param name="cancellationToken">Its cancellation is thrown on; all other failures are in the outcome.</param>
    public static async Task<SnapshotBuild> RunAsync(
        string projectId, DataSource? source, Epoch epoch, Func<ValueTask<ISnapshot?>> build, IReadOnlyList<ISnapshotTransformation> transformations, CancellationToken cancellationToken)
    {
        try
        {
            if (await build() is not { } snapshot) return Failed(projectId, "The processor returned no snapshot for this epoch.");
            foreach (var transformation in transformations) snapshot = transformation.Apply(snapshot, source, epoch);
            return new SnapshotBuild(projectId, CanonicalBytesOf(snapshot), null, IsTransient: false);
        }
        catch (Exception exception) when (exception is SourceChainException or StorageException)
        {
            return new SnapshotBuild(projectId, null, exception.Message, IsTransient: true);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Failed(projectId, exception.Message);
        }
    }

    /// <summary>Takes the canonical bytes of a snapshot that is there.</summary>
    public static SnapshotBuild Of(string projectId, ISnapshot snapshot)
    {
        try
        {
            return new SnapshotBuild(projectId, CanonicalBytesOf(snapshot), null, IsTransient: false);
        }
        catch (Exception exception)
        {
            return Failed(projectId, exception.Message);
        }
    }

    private static ReadOnlyMemory<byte> CanonicalBytesOf(ISnapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var writer = new CanonicalJsonWriter(buffer);
        snapshot.WriteTo(writer);
        writer.Complete();
        return buffer.WrittenMemory;
    }
}
