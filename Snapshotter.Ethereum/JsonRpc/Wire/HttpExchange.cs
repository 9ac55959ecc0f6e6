using System.Collections.ObjectModel;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Snapshotter.Ethereum.JsonRpc.Calls;
using Snapshotter.Ethereum.JsonRpc.Endpoints;

namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>Sends calls to an endpoint in one HTTP request and reads the answer; every failure but the caller's cancellation becomes a fault.</summary>
internal sealed class HttpExchange
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Less than this is the scheduler's doing.</summary>
    private static readonly TimeSpan NoWait = TimeSpan.FromMilliseconds(1);

    private readonly HttpClient _http;
    private readonly RpcOptions _options;
    private readonly TimeProvider _time;
    private readonly IRpcObserver? _observer;

    public HttpExchange(HttpClient http, RpcOptions options, TimeProvider time, IRpcObserver? observer)
    {
        _http = http;
        _options = options;
        _time = time;
        _observer = observer;
    }

    /// <summary>Waits for the endpoint's pace, sends, reads and reports.</summary>
    public async Task<ExchangeResult> SendAsync(Endpoint endpoint, IReadOnlyList<PendingCall> calls, RpcPurpose purpose, CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        var cost = _options.RateLimitCost == RateLimitCost.MethodCall ? calls.Count : 1;
        if (await endpoint.Throttle.EnterAsync(cost, cancellationToken) is { } wait)
            return ExchangeResult.Failed(new RpcFault(RpcErrorKind.RateLimited, FormattableString.Invariant($"its next turn is {wait.TotalSeconds:0} s away, longer than MaxThrottleWait.")));

        if (_time.GetElapsedTime(asked) is var waited && waited >= NoWait) _observer?.OnThrottled(endpoint.Alias, waited);
        try
        {
            return await SendNowAsync(endpoint, calls, purpose, cancellationToken);
        }
        finally
        {
            endpoint.Throttle.Exit();
        }
    }

    private async Task<ExchangeResult> SendNowAsync(Endpoint endpoint, IReadOnlyList<PendingCall> calls, RpcPurpose purpose, CancellationToken cancellationToken)
    {
        var isBatch = endpoint.Traits.TakesBatches || calls.Count > 1;
        var request = new PooledBuffer();
        if (isBatch) RequestWriter.WriteBatch(request, calls);
        else RequestWriter.WriteSingle(request, calls[0]);

        var sentAt = _time.GetUtcNow();
        var started = _time.GetTimestamp();
        var requestBytes = request.Written.Length;
        var body = new BoundedBody(_options.MaxResponseBytes);
        ExchangeResult? result = null;
        try
        {
            result = await ExchangeAsync(endpoint, request, body, calls, isBatch, cancellationToken);
            if (result.Whole is { Kind: RpcErrorKind.RateLimited }) endpoint.Throttle.Throttled(sentAt, result.RetryAfter);
            else if (result.Calls.Any(fault => fault?.Kind == RpcErrorKind.RateLimited)) endpoint.Throttle.Throttled(sentAt, null);
            else if (result.Whole is null) endpoint.Throttle.Succeeded();
            if (result.Whole is null && isBatch) endpoint.Traits.AnsweredBatch();

            // After a failure the handler may still be reading the request: its buffer is then left to the collector.
            if (result.Whole is null) request.Dispose();
            return result;
        }
        finally
        {
            _observer?.OnHttpRequest(new RpcRequestInfo(
                endpoint.Alias, purpose.Name, purpose.EpochId, CountMethods(calls), _time.GetElapsedTime(started), requestBytes, body.Length, OutcomeOf(result))
            {
                Faults = CountFaults(result),
            });
            body.Dispose();
        }
    }

    private async Task<ExchangeResult> ExchangeAsync(
        Endpoint endpoint, PooledBuffer request, BoundedBody body, IReadOnlyList<PendingCall> calls, bool isBatch, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var message = CreateMessage(endpoint, request);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            if (response.StatusCode == HttpStatusCode.TooManyRequests) return HttpStatusFaults.RateLimited(response, _time.GetUtcNow());
            await using var stream = await response.Content.ReadAsStreamAsync(linked.Token);
            if (!await body.FillAsync(stream, linked.Token))
                return ExchangeResult.Failed(new RpcFault(RpcErrorKind.TooLarge, $"the answer is larger than MaxResponseBytes ({_options.MaxResponseBytes})."));
            return Interpret(response.StatusCode, body.Bytes, calls, isBatch, endpoint.Traits);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ExchangeResult.Failed(new RpcFault(RpcErrorKind.Timeout, FormattableString.Invariant($"no answer within {_options.Timeout.TotalSeconds} s.")));
        }
        catch (HttpRequestException exception)
        {
            // The exception's own text names host and port; the kind says enough.
            return ExchangeResult.Failed(new RpcFault(RpcErrorKind.Unreachable, $"{exception.HttpRequestError}."));
        }
        catch (IOException)
        {
            return ExchangeResult.Failed(new RpcFault(RpcErrorKind.Unreachable, "the answer broke off."));
        }
        catch (InvalidDataException)
        {
            return ExchangeResult.Failed(new RpcFault(RpcErrorKind.Malformed, "the compressed answer cannot be unpacked."));
        }
    }

    // Many servers send their JSON-RPC errors with an HTTP error status: the body, when it can be read, knows more than the status.
    private static ExchangeResult Interpret(HttpStatusCode status, ReadOnlySpan<byte> body, IReadOnlyList<PendingCall> calls, bool isBatch, EndpointTraits traits)
    {
        if ((int)status is >= 200 and < 300) return ResponseReader.Read(body, calls, isBatch);
        var fault = HttpStatusFaults.Of(status, isBatch, traits.HasAnsweredBatch);
        if (fault.Kind == RpcErrorKind.AccessDenied) return ExchangeResult.Failed(fault);
        var read = ResponseReader.Read(body, calls, isBatch);
        return read.Whole is { Kind: RpcErrorKind.Malformed } ? ExchangeResult.Failed(fault) : read;
    }

    private static HttpRequestMessage CreateMessage(Endpoint endpoint, PooledBuffer request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint.Address) { Content = new ReadOnlyMemoryContent(request.Written) };
        message.Content.Headers.ContentType = Json;
        if (endpoint.Address.UserInfo.Length > 0)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(endpoint.Address.UserInfo)));
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        return message;
    }

    private static Dictionary<string, int> CountMethods(IReadOnlyList<PendingCall> calls)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var call in calls) counts[call.Call.Method] = counts.GetValueOrDefault(call.Call.Method) + 1;
        return counts;
    }

    private static IReadOnlyDictionary<RpcErrorKind, int> CountFaults(ExchangeResult? result)
    {
        if (result is null || (result.Whole is null && result.Calls.All(static fault => fault is null))) return ReadOnlyDictionary<RpcErrorKind, int>.Empty;
        IEnumerable<RpcFault?> faults = result.Whole is { } whole ? [whole] : result.Calls;
        return faults.OfType<RpcFault>().CountBy(static fault => fault.Kind).ToDictionary();
    }

    private static RpcOutcome OutcomeOf(ExchangeResult? result) => result switch
    {
        null => RpcOutcome.Cancelled,
        { Whole: null } => result.Calls.All(fault => fault is null) ? RpcOutcome.Answered : RpcOutcome.PartlyFailed,
        { Whole.Kind: RpcErrorKind.RateLimited } => RpcOutcome.RateLimited,
        { Whole.Kind: RpcErrorKind.Timeout } => RpcOutcome.TimedOut,
        { Whole.Kind: RpcErrorKind.Unreachable } => RpcOutcome.Unreachable,
        _ => RpcOutcome.Failed,
    };
}
