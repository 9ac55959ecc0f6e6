namespace Snapshotter.Core.Storage.Transfer;

/// <summary>A job that waits, as it stands in a state file.</summary>
internal sealed record WaitingJob(string Kind, long EpochId, string Key, byte[] Payload);
