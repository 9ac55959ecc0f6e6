using System.Security.Cryptography;
using System.Text.Json;
using ICSharpCode.SharpZipLib;

namespace Snapshotter.Core.Storage.Transfer.Upstream;

/// <summary>
/// Takes the history that an upstream node exported into a state: finalized CIDs, marks of undecided epochs and first epochs. It may hold
/// epochs already: what is final there stays. The file is read to its end before anything of it is written, and an import that was cut off
/// goes on where it was.
/// </summary>
public sealed class UpstreamImporter(IStateStore store)
{
    private const int RecordsPerBatch = 2000;

    /// <summary>Whether a file is upstream's, by how it begins.</summary>
    /// <exception cref="TransferException">It cannot be read.</exception>
    public static async ValueTask<bool> IsUpstreamAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        var begin = new byte[UpstreamStateReader.Magic.Length];
        await file.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, cancellationToken);
        return begin.AsSpan().SequenceEqual(UpstreamStateReader.Magic);
    }

    /// <summary>Imports.</summary>
    /// <exception cref="TransferException">The file is not to be used, or does not belong here; nothing of it is written.</exception>
    public async Task<ImportSummary> ImportAsync(string path, ImportExpectations expected, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var (digest, all) = await CheckAsync(path, expected, progress, cancellationToken);
        var summary = new ImportSummary(WasThere: false, all.Taken, all.SyncedTill, all.LeftOut);
        if (await ImportMarker.BeginAsync(store, digest, cancellationToken) is not { } marker) return summary with { WasThere = true };

        await using var file = Open(path);
        var batch = new UpstreamBatch(expected.Namespace);
        var number = 0L;
        foreach (var record in UpstreamStateReader.Read(file))
        {
            batch.Add(record);
            if (batch.Count < RecordsPerBatch) continue;
            if (++number <= marker.Done) batch.Clear();
            else await store.CommitAsync(batch.Cut(new ImportMarker(digest, number, IsComplete: false)), cancellationToken);
            progress?.Report(new TransferProgress("history", file.Position, file.Length));
        }

        await store.CommitAsync(batch.Cut(new ImportMarker(digest, number + 1, IsComplete: true)), cancellationToken);
        return summary;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TransferException($"The state file {path} cannot be read ({exception.Message}): name a file that export has written.", exception);
        }
    }

    private static async Task<(string Digest, UpstreamBatch All)> CheckAsync(string path, ImportExpectations expected, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        file.Position = 0;
        var all = new UpstreamBatch(expected.Namespace);
        var seen = 0L;
        try
        {
            foreach (var record in UpstreamStateReader.Read(file))
            {
                cancellationToken.ThrowIfCancellationRequested();
                all.Add(record);
                if (all.Count >= RecordsPerBatch) all.Clear();
                if (++seen % RecordsPerBatch == 0) progress?.Report(new TransferProgress("checking", file.Position, file.Length));
            }
        }
        catch (Exception exception) when (exception is JsonException or SharpZipBaseException or IOException or IndexOutOfRangeException)
        {
            throw new TransferException(
                $"project_specific_states of {path} is cut off or damaged after {seen} records ({exception.Message}): copy the file anew from the node that exported it, or export anew. Nothing of it is used.", exception);
        }

        if (expected.Namespace is { } wanted && all.Taken.Values.Sum() == 0 && all.LeftOut > 0)
        {
            throw new TransferException($"project_specific_states of {path} holds no project of the namespace '{wanted}': import with the configuration of the node that exported it.");
        }

        return (digest, all);
    }
}
