using System.Text.Json.Serialization;

namespace Snapshotter.Api.Rest.Bodies;

/// <summary>The latest released epoch; zeros before the first.</summary>
/// <param name="Begin">Its first source-chain block.</param>
/// <param name="End">Its last source-chain block.</param>
/// <param name="EpochId">Its id.</param>
public sealed record CurrentEpoch(long Begin, long End, long EpochId);

/// <summary>When an epoch was released and where it ends; zeros for an epoch that was not released.</summary>
/// <param name="Timestamp">Unix seconds of the release.</param>
/// <param name="BlockNumber">The anchor-chain block of the release.</param>
/// <param name="EpochEnd">The last source-chain block.</param>
public sealed record EpochInfo(
    long Timestamp,
    [property: JsonPropertyName("blocknumber")] long BlockNumber,
    long EpochEnd);

/// <summary>The latest epoch in which a project was finalized.</summary>
/// <param name="EpochId">Its id.</param>
/// <param name="Timestamp">Unix seconds of the release.</param>
/// <param name="BlockNumber">The anchor-chain block of the release.</param>
/// <param name="EpochEnd">The last source-chain block.</param>
public sealed record LastFinalizedEpoch(
    long EpochId,
    long Timestamp,
    [property: JsonPropertyName("blocknumber")] long BlockNumber,
    long EpochEnd);
