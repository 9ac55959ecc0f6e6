using System.Text.Json;
using System.Text.Json.Serialization;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>How far an import has come. It is a fact of the state it fills, written with each portion, so that half a state is never taken for whole.</summary>
/// <param name="Digest">The digest of the file.</param>
/// <param name="Done">Frames or batches that are in.</param>
/// <param name="IsComplete">Whether all are.</param>
internal sealed record ImportMarker(string Digest, long Done, bool IsComplete)
{
    private const string FactKey = "transfer:import";

    public static async ValueTask<ImportMarker?> ReadAsync(IStateStore store, CancellationToken cancellationToken) =>
        await store.FactAsync(FactKey, cancellationToken) is { } fact ? JsonSerializer.Deserialize(fact, MarkerJson.Default.ImportMarker) : null;

    /// <exception cref="TransferException">The state is half imported.</exception>
    public static async ValueTask ThrowIfUnfinishedAsync(IStateStore store, CancellationToken cancellationToken)
    {
        if (await ReadAsync(store, cancellationToken) is { IsComplete: false })
        {
            throw new TransferException("The data folder holds part of an import that was cut off: run the same import again, which goes on where it was, or start with another --data folder.");
        }
    }

    /// <summary>The change without the marker, which speaks of this store alone.</summary>
    public static StateChange Without(StateChange facts) => new() { Facts = [.. facts.Facts.Where(static fact => fact.Key != FactKey)] };

    public KeyValuePair<string, byte[]> ToFact() => KeyValuePair.Create(FactKey, JsonSerializer.SerializeToUtf8Bytes(this, MarkerJson.Default.ImportMarker));

    /// <summary>Where to go on in a store: null when the file is in already.</summary>
    /// <exception cref="TransferException">Another import was cut off here.</exception>
    public static async ValueTask<ImportMarker?> BeginAsync(IStateStore store, string digest, CancellationToken cancellationToken)
    {
        if (await ReadAsync(store, cancellationToken) is not { } marker) return new ImportMarker(digest, 0, IsComplete: false);
        if (marker.Digest == digest) return marker.IsComplete ? null : marker;
        if (!marker.IsComplete) await ThrowIfUnfinishedAsync(store, cancellationToken);
        return new ImportMarker(digest, 0, IsComplete: false);
    }
}

/// <summary>Generated serialisation.</summary>
[JsonSerializable(typeof(ImportMarker))]
internal sealed partial class MarkerJson : JsonSerializerContext;
