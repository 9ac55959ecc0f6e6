using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.JsonRpc.Calls;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Wire;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Brings calls to their answers: chooses endpoints, forms requests, and sends again only what failed.</summary>
internal sealed class RpcDispatcher
{
    private static readonly string[] SizeWords = ["large", "many", "limit", "exceed", "max", "size"];
    private readonly EndpointPool _pool;
    private readonly HttpExchange _exchange;
    private readonly Backoff _backoff;
    private readonly RpcOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public RpcDispatcher(EndpointPool pool, HttpExchange exchange, Backoff backoff, RpcOptions options, TimeProvider time, ILogger logger)
    {
        _pool = pool;
        _exchange = exchange;
        _backoff = backoff;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Ends when every call was accepted or has failed; notes in <paramref name="answered"/> by whom and in which round.</summary>
    public async Task RunAsync(IReadOnlyList<IRpcCall> calls, HashSet<AnsweredRound> answered, RpcPurpose purpose, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<PendingCall> pending = [.. calls.Select(call => new PendingCall(call))];
        for (var round = 1; pending.Count > 0; round++)
        {
            await WaitBeforeNextRoundAsync(pending, cancellationToken);
            var requests = FormRequests(pending);
            var results = await Task.WhenAll(requests.Select(request => _exchange.SendAsync(request.Endpoint, request.Calls, purpose, cancellationToken)));
            pending = [];
            for (var i = 0; i < requests.Count; i++)
            {
                Settle(requests[i], results[i], pending);
                if (results[i].HasAnswer) answered.Add(new AnsweredRound(requests[i].Endpoint, round));
            }
        }
    }

    private async Task WaitBeforeNextRoundAsync(List<PendingCall> pending, CancellationToken cancellationToken)
    {
        // Another endpoint can be asked at once; coming back to the first one needs patience.
        var failures = 0;
        foreach (var call in pending)
        {
            if (call.StartsRound(_pool.All.Count)) failures = Math.Max(failures, call.Attempts);
        }

        if (failures == 0) return;
        var delay = _backoff.Delay(1 + ((failures - 1) / _pool.All.Count));
        RpcLog.Retrying(_logger, pending.Count, delay);
        await Task.Delay(delay, _time, cancellationToken);
    }

    private List<Request> FormRequests(List<PendingCall> pending)
    {
        var requests = new List<Request>();
        foreach (var group in pending.GroupBy(call => call.Asked))
        {
            var endpoint = _pool.Choose(group.Key);
            var calls = group.SelectMany(call => Expand(call, endpoint)).ToList();
            while (calls.Count > 0)
            {
                var size = Math.Min(Math.Min(_options.MaxBatchSize, endpoint.Traits.MaxBatchSize), calls.Count);
                size = Math.Min(size, Math.Max(1, calls.Take(size).Min(call => call.MaxGroup)));
                requests.Add(new Request(endpoint, calls[..size]));
                calls.RemoveRange(0, size);
            }
        }

        return requests;
    }

    private static IEnumerable<PendingCall> Expand(PendingCall pending, Endpoint endpoint)
    {
        var instead = pending.Call.Instead(endpoint.Traits);
        return instead.Count == 0 ? [pending] : instead.Select(call => new PendingCall(call));
    }

    private void Settle(Request request, ExchangeResult result, List<PendingCall> next)
    {
        var endpoint = request.Endpoint;
        endpoint.Tally.Note((result.Whole ?? (result.Calls.All(static fault => fault is not null) ? result.Calls[0] : null)) is { } worst ? endpoint.Scrubber.Scrub(worst.Reason) : null);
        if (TryRegroup(request, result, next)) return;
        NoteHealth(request, result);
        for (var i = 0; i < request.Calls.Count; i++)
        {
            var pending = request.Calls[i];
            var fault = result.Whole ?? result.Calls[i];
            if (fault is null) next.AddRange(pending.Call.Accept().Select(call => new PendingCall(call)));
            else if (fault.Kind == RpcErrorKind.TooLarge && request.Calls.Count > 1) Regroup(pending, request.Calls.Count, next);
            else SettleFault(pending, fault, request.Endpoint, next);
        }
    }

    // The request was too large in calls or bytes: nothing is wrong with the calls, they only travel in smaller company.
    private bool TryRegroup(Request request, ExchangeResult result, List<PendingCall> next)
    {
        var refusal = result.Whole is { Kind: RpcErrorKind.BatchRefused or RpcErrorKind.TooLarge }
            ? result.Whole
            : result.Calls.FirstOrDefault(fault => fault?.Kind == RpcErrorKind.BatchRefused);
        if (refusal is null) return false;

        var count = request.Calls.Count;
        var traits = request.Endpoint.Traits;
        if (refusal.Kind == RpcErrorKind.BatchRefused)
        {
            if (!traits.TakesBatches && count == 1) return false;
            if (traits.HasAnsweredBatch || IsAboutSize(refusal)) traits.RefusedBatchOf(count);
            else traits.RefusesBatches();
            RpcLog.BatchRefused(_logger, request.Endpoint.Alias, count, traits.MaxBatchSize, request.Endpoint.Scrubber.Scrub(refusal.Reason));
        }
        else if (count == 1)
        {
            return false;
        }

        foreach (var call in request.Calls) Regroup(call, count, next);
        return true;
    }

    private static void Regroup(PendingCall call, int groupSize, List<PendingCall> next)
    {
        call.ShareWithFewerThan(groupSize);
        next.Add(call);
    }

    private static bool IsAboutSize(RpcFault refusal) =>
        refusal.Code == 413 || SizeWords.Any(word => refusal.Reason.Contains(word, StringComparison.OrdinalIgnoreCase));

    private void SettleFault(PendingCall pending, RpcFault fault, Endpoint endpoint, List<PendingCall> next)
    {
        var reason = endpoint.Scrubber.Scrub(fault.Reason);
        var remedy = pending.Call.Remedy(fault, endpoint.Traits);
        if (remedy.Count > 0)
        {
            RpcLog.AskedInParts(_logger, pending.Call.Method, remedy.Count, endpoint.Alias, reason);
            next.AddRange(remedy.Select(call => new PendingCall(call)));
            return;
        }

        if (pending.MayRetry(fault, endpoint, _pool.All.Count, _options.MaxAttempts)) next.Add(pending);
        else pending.Call.Fail(new RpcError(fault.Kind, endpoint.Alias, pending.Call.Method, pending.Attempts, reason, fault.Code, fault.Data));
    }

    private void NoteHealth(Request request, ExchangeResult result)
    {
        if (result.Whole is { Kind: RpcErrorKind.Unreachable } unreachable)
        {
            Note(request.Endpoint, HealthEvent.Unreachable, unreachable);
            return;
        }

        // A method that was answered at least once in the request works; one that never was does not.
        var methods = request.Calls.Select((call, index) => (call.Call.Method, Fault: result.Whole ?? result.Calls[index]));
        foreach (var method in methods.GroupBy(call => call.Method, call => call.Fault, StringComparer.Ordinal))
        {
            if (method.Any(fault => fault is null or { IsEndpointsFault: false, Kind: not RpcErrorKind.RateLimited })) Note(request.Endpoint, HealthEvent.Answered(method.Key), null);
            else if (method.FirstOrDefault(fault => fault!.IsEndpointsFault) is { } fault) Note(request.Endpoint, HealthEvent.Failed(method.Key), fault);
        }
    }

    private void Note(Endpoint endpoint, HealthEvent happened, RpcFault? fault)
    {
        var (before, after) = endpoint.Note(happened);
        if (before == after) return;
        if (after == EndpointState.Healthy) RpcLog.EndpointRecovers(_logger, endpoint.Alias);
        else if (fault is not null) RpcLog.EndpointFails(_logger, endpoint.Alias, after, happened.Method, fault.Kind, endpoint.Scrubber.Scrub(fault.Reason));
    }

    private sealed record Request(Endpoint Endpoint, IReadOnlyList<PendingCall> Calls);
}
