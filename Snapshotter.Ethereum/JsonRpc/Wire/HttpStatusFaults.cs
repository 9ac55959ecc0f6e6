using System.Net;

namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>What an HTTP status other than success means.</summary>
internal static class HttpStatusFaults
{
    /// <summary>The fault of a status whose body says nothing usable.</summary>
    /// <param name="status">The status.</param>
    /// <param name="isBatch">Whether an array was sent.</param>
    /// <param name="hasAnsweredBatch">Whether the endpoint is known to take arrays.</param>
    public static RpcFault Of(HttpStatusCode status, bool isBatch, bool hasAnsweredBatch)
    {
        var code = (int)status;
        var reason = $"the endpoint answered HTTP {code}.";
        if (code is 401 or 402 or 403) return new RpcFault(RpcErrorKind.AccessDenied, reason, code);
        if (code == 413) return new RpcFault(isBatch ? RpcErrorKind.BatchRefused : RpcErrorKind.Refused, reason, code);
        if (code is 408 or 504) return new RpcFault(RpcErrorKind.Timeout, reason, code);
        if (code >= 500) return new RpcFault(RpcErrorKind.Internal, reason, code);

        // 400, 405, 415 or 422 to the first array: servers without batches answer like this.
        if (isBatch && !hasAnsweredBatch && code is 400 or 405 or 415 or 422) return new RpcFault(RpcErrorKind.BatchRefused, reason, code);
        return new RpcFault(code is 404 or 410 or (>= 300 and < 400) ? RpcErrorKind.AccessDenied : RpcErrorKind.Refused, reason, code);
    }

    /// <summary>HTTP 429 with its Retry-After, in seconds or as a date, which is taken by the endpoint's own clock where it tells the time.</summary>
    public static ExchangeResult RateLimited(HttpResponseMessage response, DateTimeOffset now)
    {
        var header = response.Headers.RetryAfter;
        var retryAfter = header?.Delta ?? (header?.Date - (response.Headers.Date ?? now));
        if (retryAfter < TimeSpan.Zero) retryAfter = TimeSpan.Zero;
        return ExchangeResult.Failed(new RpcFault(RpcErrorKind.RateLimited, "the endpoint answered HTTP 429.", 429)) with { RetryAfter = retryAfter };
    }
}
