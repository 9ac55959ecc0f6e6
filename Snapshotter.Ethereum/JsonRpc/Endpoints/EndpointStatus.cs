namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>What is known of an endpoint at present.</summary>
/// <param name="Alias">Its name.</param>
/// <param name="State">How far it is trusted.</param>
/// <param name="FailingMethods">The methods it failed last; an empty name stands for the connection.</param>
/// <param name="TrialAt">From when it is tried again; null while it is healthy.</param>
public sealed record EndpointStatus(string Alias, EndpointState State, IReadOnlyList<string> FailingMethods, DateTimeOffset? TrialAt);
