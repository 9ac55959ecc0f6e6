using System.Numerics;
using System.Text.Json.Serialization;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>A page of the latest epochs, newest first.</summary>
/// <param name="Items">The epochs of the page.</param>
/// <param name="Total">The number of epochs over all pages.</param>
/// <param name="Page">The page asked for, counted from 1.</param>
/// <param name="Size">The most epochs on a page.</param>
/// <param name="Pages">The number of pages.</param>
public sealed record ProcessingPage(IReadOnlyList<EpochProcessing> Items, int Total, BigInteger Page, int Size, int Pages);

/// <summary>What became of one epoch.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="EpochEnd">Its last source-chain block.</param>
/// <param name="TransitionStatus">The outcome of every stage.</param>
public sealed record EpochProcessing(long EpochId, long EpochEnd, Transitions TransitionStatus);

/// <summary>The outcomes of the stages; null where nothing happened yet.</summary>
/// <param name="EpochReleased">The release.</param>
/// <param name="Preload">By project type.</param>
/// <param name="SnapshotBuild">By project id.</param>
/// <param name="SnapshotSubmitPayloadCommit">By project id.</param>
/// <param name="RelayerSend">By project id.</param>
/// <param name="SnapshotFinalize">By project id.</param>
public sealed record Transitions(
    [property: JsonPropertyName("EPOCH_RELEASED")] StateUpdate EpochReleased,
    [property: JsonPropertyName("PRELOAD")] IReadOnlyDictionary<string, StateUpdate>? Preload,
    [property: JsonPropertyName("SNAPSHOT_BUILD")] IReadOnlyDictionary<string, StateUpdate>? SnapshotBuild,
    [property: JsonPropertyName("SNAPSHOT_SUBMIT_PAYLOAD_COMMIT")] IReadOnlyDictionary<string, StateUpdate>? SnapshotSubmitPayloadCommit,
    [property: JsonPropertyName("RELAYER_SEND")] IReadOnlyDictionary<string, StateUpdate>? RelayerSend,
    [property: JsonPropertyName("SNAPSHOT_FINALIZE")] IReadOnlyDictionary<string, StateUpdate>? SnapshotFinalize);

/// <summary>The outcome of one stage.</summary>
/// <param name="Status"><c>success</c> or <c>failed</c>.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Extra">More facts, or null.</param>
/// <param name="Timestamp">Unix seconds.</param>
public sealed record StateUpdate(string Status, string? Error, RawJson? Extra, long Timestamp);
