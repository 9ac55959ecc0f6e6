namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>Tells what an error object means. Codes alone do not say it: providers use the same code for different things.</summary>
/// <remarks>Codes: JSON-RPC 2.0 (-32700 to -32600), EIP-1474 (-32000 to -32006), and 3 for a revert with data (geth).</remarks>
internal static class RpcErrorClassifier
{
    private const int TransactionRejected = -32003;

    private static readonly string[] RateWords =
        ["rate limit", "rate-limit", "ratelimit", "too many requests", "throughput", "compute units", "requests per", "request count", "request limit", "capacity", "quota", "over rate", "slow down"];

    private static readonly string[] RangeWords =
        ["query returned more than", "block range", "blocks range", "range of blocks", "range is too", "range too", "too many results", "too many logs", "too many blocks", "max results", "logs matched",
         "limit exceeded", "exceeds max", "exceed max", "exceeds the max", "exceeds limit", "response size", "result size", "reduce", "narrow", "wide"];

    private static readonly string[] LaggingWords =
        ["header not found", "header for hash not found", "block not found", "unknown block", "could not find block", "beyond current head", "missing trie node", "state not available", "state is not available",
         "state unavailable", "not yet available", "after last accepted", "block is not available", "resource not found", "pruned"];

    private static readonly string[] NoMethodWords =
        ["method not found", "does not exist/is not available", "unsupported method", "method not supported", "is not supported", "method is not available", "not whitelisted"];

    private static readonly string[] RevertWords =
        ["revert", "invalid opcode", "invalid jump", "stack underflow", "stack limit", "out of gas", "vm execution error", "write protection"];

    /// <summary>The fault that an error object describes.</summary>
    public static RpcFault Classify(int? code, string message, byte[]? data) => new(Kind(code, message), message, code, data);

    /// <summary>The fault as it is to be understood for a method: only eth_getLogs can be asked for in smaller ranges, and only a transaction is rejected.</summary>
    public static RpcFault For(RpcFault fault, string method)
    {
        // EIP-1474 gives the code to a rejected transaction, some providers to an answer that is too large.
        if (fault is { Kind: RpcErrorKind.TooLarge, Code: TransactionRejected } && method == RpcMethods.SendRawTransaction) return fault with { Kind = RpcErrorKind.Refused };
        if (fault.Kind != RpcErrorKind.RangeRefused || method == RpcMethods.GetLogs) return fault;
        return fault with { Kind = ByCode(fault.Code) };
    }

    private static RpcErrorKind Kind(int? code, string message)
    {
        if (code is 3 or -32015 || Has(message, RevertWords)) return RpcErrorKind.Reverted;
        if (Has(message, "batch")) return Has(message, "too large", "too many", "limit", "exceed", "maximum", "support", "allow", "disabled", "size") ? RpcErrorKind.BatchRefused : ByCode(code);
        if (Has(message, RateWords)) return RpcErrorKind.RateLimited;
        if (Has(message, "invalid block range")) return RpcErrorKind.InvalidRequest;
        if (Has(message, LaggingWords)) return RpcErrorKind.Lagging;
        if (Has(message, "response too large", "response is too big", "response exceeds")) return RpcErrorKind.TooLarge;
        if (Has(message, RangeWords)) return RpcErrorKind.RangeRefused;
        if (Has(message, NoMethodWords)) return RpcErrorKind.MethodNotFound;
        if (Has(message, "timeout", "timed out", "time out", "deadline exceeded")) return RpcErrorKind.Timeout;
        return ByCode(code);
    }

    private static RpcErrorKind ByCode(int? code) => code switch
    {
        429 or -32005 or -32016 or -32029 => RpcErrorKind.RateLimited,
        -32601 or -32004 => RpcErrorKind.MethodNotFound,
        -32600 or -32602 or -32700 => RpcErrorKind.InvalidRequest,
        -32603 or -32002 => RpcErrorKind.Internal,
        -32001 => RpcErrorKind.Lagging,
        TransactionRejected => RpcErrorKind.TooLarge,
        401 or 403 => RpcErrorKind.AccessDenied,
        >= 500 and < 600 => RpcErrorKind.Internal,
        _ => RpcErrorKind.Refused,
    };

    private static bool Has(string message, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (message.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
