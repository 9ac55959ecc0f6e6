using System.Buffers;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;

namespace Snapshotter.Core.Snapshots;

/// <summary>The attempt to build one snapshot: its bytes, or why there are none.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Bytes">The canonical bytes, or null.</param>
/// <param name="Error">Why there are none, or null.</param>
/// <param name="IsTransient">Whether trying again may help.</param>
internal sealed record SnapshotBuild(string ProjectId, ReadOnlyMemory<byte>? Bytes, string? Error, bool IsTransient)
{
    /// <summary>It cannot be built, and trying again would not help.</summary>
    public static SnapshotBuild Failed(string projectId, string error) => new(projectId, null, error, IsTransient: false);

    /// <summary>Runs a processor, then its transformations, and takes the canonical bytes.</summary>
    public static async Task<SnapshotBuild> RunAsync(
        string projectId, DataSource? source, Epoch epoch, Func<ValueTask<ISnapshot?>> build, IReadOnlyList<ISnapshotTransformation> transformations, CancellationToken cancellationToken)
    {
        try
        {
            if (await build() is not { } snapshot) return Failed(projectId, "The processor returned no snapshot for this epoch.");
            foreach (var transformation in transformations) snapshot = transformation.Apply(snapshot, source, epoch);
            return new SnapshotBuild(projectId, CanonicalBytesOf(snapshot), null, IsTransient: false);
        }
        catch (SourceChainException exception)
        {
            return new SnapshotBuild(projectId, null, exception.Message, IsTransient: true);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
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
