using System.Globalization;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Why one call failed for good, told without the endpoint's URL.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Endpoint">The alias of the endpoint asked last.</param>
/// <param name="Method">The JSON-RPC method.</param>
/// <param name="Attempt">How often the call had been sent, starting from 1.</param>
/// <param name="Reason">What went wrong, with anything that looks like a URL or key taken out.</param>
/// <param name="Code">The JSON-RPC error code or HTTP status, when there was one.</param>
/// <param name="Data">The revert data of <see cref="RpcErrorKind.Reverted"/>; otherwise empty.</param>
public sealed record RpcError(
    RpcErrorKind Kind,
    string Endpoint,
    string Method,
    int Attempt,
    string Reason,
    int? Code,
    ReadOnlyMemory<byte> Data)
{
    /// <summary>What an operator or caller can do about it.</summary>
    public string NextStep => Kind switch
    {
        RpcErrorKind.Reverted => "Check the contract, the arguments and the block of the call.",
        RpcErrorKind.InvalidRequest => "Check the parameters of the call.",
        RpcErrorKind.MethodNotFound => "Configure an endpoint that offers this method.",
        RpcErrorKind.Refused => "Read the endpoint's reason; asking again is unlikely to help.",
        RpcErrorKind.AccessDenied => "Check the endpoint's address, key and plan.",
        RpcErrorKind.RateLimited => "Lower the endpoint's RateLimit, raise its plan, or add an endpoint.",
        RpcErrorKind.RangeRefused => "Ask for fewer blocks or addresses, or configure an endpoint with higher limits.",
        RpcErrorKind.TooLarge => "Raise MaxResponseBytes, or ask for less at once.",
        RpcErrorKind.BatchRefused => "Lower MaxBatchSize.",
        RpcErrorKind.Lagging => "Wait for the block, or configure an endpoint that keeps the state of this block.",
        RpcErrorKind.Timeout => "Raise Timeout, ask for less at once, or add a faster endpoint.",
        RpcErrorKind.Unreachable => "Check the endpoint's address and the network.",
        _ => "Check the endpoint, or add another one.",
    };

    /// <summary>One sentence with who, what, why and the next step.</summary>
    public override string ToString()
    {
        var code = Code is { } number ? string.Create(CultureInfo.InvariantCulture, $" (code {number})") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Method} on endpoint '{Endpoint}' failed at attempt {Attempt}: {Kind}{code}: {Reason.TrimEnd('.', ' ')}. {NextStep}");
    }
}
