using System.Text;
using System.Text.Json;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>
/// Takes a state file into an empty state. The whole file is checked before its first record is written. An import that was cut off goes on
/// where it was when it is run again; until it is complete no node starts on the state.
/// </summary>
public sealed class StateImporter(IStateStore store, IContentStore contents)
{
    /// <summary>Holds a node back from half a state.</summary>
    /// <exception cref="TransferException">An import into the store was cut off.</exception>
    public static ValueTask ThrowIfUnfinishedAsync(IStateStore store, CancellationToken cancellationToken) => ImportMarker.ThrowIfUnfinishedAsync(store, cancellationToken);

    /// <summary>Imports.</summary>
    /// <exception cref="TransferException">The file is not to be used, or does not belong here; nothing of it is written.</exception>
    public async Task<ImportSummary> ImportAsync(string path, ImportExpectations expected, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var check = await ArchiveCheck.RunAsync(path, expected, progress, cancellationToken);
        var summary = new ImportSummary(WasThere: false, check.Records, check.Header.CurrentEpoch, 0);
        if (await ImportMarker.BeginAsync(store, check.Digest, cancellationToken) is not { } marker) return summary with { WasThere = true };
        if (marker.Done == 0) await CheckTargetAsync(path, check.Header, cancellationToken);

        using var reader = ArchiveReader.Open(path);
        for (var number = 0L; await reader.NextAsync(cancellationToken) is { } frame; number++)
        {
            if (number < marker.Done) continue;
            await TakeInAsync(path, frame, new ImportMarker(check.Digest, number + 1, frame.Header.Section == SectionNames.End), cancellationToken);
            progress?.Report(new TransferProgress(frame.Header.Section, frame.End, reader.Length));
        }

        return summary;
    }

    private async Task CheckTargetAsync(string path, ArchiveHeader header, CancellationToken cancellationToken)
    {
        if (await store.FactAsync(WellKnownFacts.Identity, cancellationToken) is { } known && header.Source.Length > 0 && Encoding.UTF8.GetString(known) is var here && here != header.Source)
        {
            throw new TransferException($"The header of {path} names another source than the data folder was begun with ({header.Source}, not {here}): import into another --data folder.");
        }

        if (await store.CurrentEpochAsync(cancellationToken) is { } current)
        {
            throw new TransferException($"The data folder holds epochs already, up to {current.Epoch.Id}, and {path} would mix with them: import into a new --data folder.");
        }
    }

    private async Task TakeInAsync(string path, ArchiveFrame frame, ImportMarker marker, CancellationToken cancellationToken)
    {
        try
        {
            var change = frame.Header.Section switch
            {
                SectionNames.Header or SectionNames.End => new StateChange { Facts = [marker.ToFact()] },
                SectionNames.Contents => await KeepAsync(ContentPayload.Read(frame.Payload), marker, cancellationToken),
                _ => PortionJson.Read(frame.Payload, marker.ToFact()),
            };
            await store.CommitAsync(change, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw new TransferException($"Section '{frame.Header.Section}' of {path} holds what this release cannot read ({exception.Message}): export anew with this release.", exception);
        }
    }

    /// <summary>Keeps contents, and only then says so.</summary>
    private async ValueTask<StateChange> KeepAsync(List<StoredContent> found, ImportMarker marker, CancellationToken cancellationToken)
    {
        foreach (var epoch in found.GroupBy(static content => content.EpochId))
        {
            await contents.PutAsync(epoch.Key, [.. epoch.Select(static content => content.Bytes)], cancellationToken);
        }

        return new StateChange { Facts = [marker.ToFact()] };
    }
}
