namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>What a batch is for, told to the observer with each request.</summary>
internal readonly record struct RpcPurpose(string Name, long? EpochId);
