namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>An endpoint that answered calls of a batch, and in which of the batch's rounds.</summary>
internal readonly record struct AnsweredRound(Endpoint Endpoint, int Round);
