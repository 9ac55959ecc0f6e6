using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>Reads the words with which nodes answer <c>eth_sendRawTransaction</c>; there is no standard for them.</summary>
internal static class PoolVerdicts
{
    private static readonly string[] Known = ["already known", "already imported", "already exists", "known transaction", "alreadyknown"];
    private static readonly string[] Used = ["nonce too low", "nonce is too low", "old nonce", "oldnonce", "invalid nonce", "nonce has already been used"];
    private static readonly string[] Cheap = ["underpriced", "replacement fee too low", "fee too low", "less than block base fee", "gas price too low", "feetoolow"];
    private static readonly string[] Later = ["pool is full", "txpool is full", "pool limit", "too many pending", "nonce too high", "try again"];

    /// <summary>The verdict; null as error is a hash that came back.</summary>
    public static PoolVerdict Of(RpcError? error)
    {
        if (error is null || Has(error, Known)) return PoolVerdict.Taken;
        if (Has(error, Used)) return PoolVerdict.NonceUsed;
        if (Has(error, Cheap)) return PoolVerdict.Underpriced;
        if (Has(error, Later)) return PoolVerdict.Unknown;
        return error.Kind is RpcErrorKind.Refused or RpcErrorKind.InvalidRequest or RpcErrorKind.MethodNotFound or RpcErrorKind.Reverted or RpcErrorKind.AccessDenied
            ? PoolVerdict.Refused
            : PoolVerdict.Unknown;
    }

    private static bool Has(RpcError error, string[] words) => Array.Exists(words, word => error.Reason.Contains(word, StringComparison.OrdinalIgnoreCase));
}
