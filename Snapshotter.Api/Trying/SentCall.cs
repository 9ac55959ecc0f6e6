namespace Snapshotter.Api.Trying;

/// <summary>Calls that went over the wire.</summary>
/// <param name="Method">The JSON-RPC method.</param>
/// <param name="Contract">The contract or contracts asked, or a dash where the method asks none.</param>
internal sealed record SentCall(string Method, string Contract);
