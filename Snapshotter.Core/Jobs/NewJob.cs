namespace Snapshotter.Core.Jobs;

/// <summary>Work to be done once the change that it comes with is durable.</summary>
/// <param name="Kind">Who handles it.</param>
/// <param name="EpochId">The epoch it belongs to; lower epochs go first.</param>
/// <param name="Key">Unique among waiting and running jobs of its kind and epoch; a second one with the same key is dropped.</param>
/// <param name="Payload">What the handler needs, at most 64 KiB.</param>
public sealed record NewJob(string Kind, long EpochId, string Key, byte[] Payload);
