using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.JsonRpc.Endpoints;

namespace Snapshotter.Core.Telemetry;

/// <summary>What can be measured of JSON-RPC, for each chain and endpoint.</summary>
public sealed class RpcMetrics
{
    /// <summary>The chain that snapshots are made of.</summary>
    public const string Source = "source";

    /// <summary>The chain that consensus takes place on.</summary>
    public const string Anchor = "anchor";

    private const int MaxAlias = 64;

    private static readonly MetricLabel Chain = new("chain", "which chain is read") { Values = [Source, Anchor] };
    private static readonly MetricLabel Endpoint = new("endpoint", "the alias of the endpoint; `hidden` for one that might hold an address");
    private static readonly MetricLabel Outcome = new("outcome", "how it ended") { Values = LabelValues.All<RpcOutcome>() };
    private static readonly MetricLabel Method = new("method", "the method of the call, one of those that the node speaks");
    private static readonly MetricLabel Kind = new("kind", "why there was no answer") { Values = LabelValues.All<RpcErrorKind>() };
    private static readonly MetricLabel Direction = new("direction", "which way they went") { Values = ["sent", "received"] };
    private static readonly MetricLabel State = new("state", "how far it is trusted: `down` is benched, and asked only for a trial now and then") { Values = LabelValues.All<EndpointState>() };

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _bytes;
    private readonly Counter<double> _waited;
    private readonly List<(string Chain, RpcClient Client)> _watched = [];

    /// <summary>Makes the instruments.</summary>
    public RpcMetrics(NodeMeter meter)
    {
        _requests = meter.Count("snapshotter.rpc.requests", "{request}", "HTTP requests to JSON-RPC endpoints, retries included.", Chain, Endpoint, Outcome);
        _duration = meter.Durations("snapshotter.rpc.request.duration", "How long an HTTP request to a JSON-RPC endpoint took, waiting for its turn not included.", Buckets.Work, Chain, Endpoint);
        _calls = meter.Count("snapshotter.rpc.calls", "{call}", "JSON-RPC method calls sent, retries included.", Chain, Endpoint, Method);
        _errors = meter.Count("snapshotter.rpc.errors", "{error}", "Requests and calls that had no answer that could be used; most are asked again.", Chain, Endpoint, Kind);
        _bytes = meter.Count("snapshotter.rpc.transferred", "By", "Bytes of requests and of unpacked answers.", Chain, Endpoint, Direction);
        _waited = meter.Seconds("snapshotter.rpc.throttled", "How long requests waited for their turn at an endpoint: for its rate limit, its pauses and its places.", Chain, Endpoint);
        meter.Observe("snapshotter.rpc.endpoint.state", "{endpoint}", "How far an endpoint is trusted: 1 for the state that it is in, 0 for the others.", ReadStates, Chain, Endpoint, State);
    }

    /// <summary>Tells of a client whose endpoints' health is read.</summary>
    public void Watch(string chain, RpcClient client)
    {
        lock (_watched) _watched.Add((chain, client));
    }

    /// <summary>A request ended.</summary>
    public void Ended(string chain, RpcRequestInfo request)
    {
        if (!_requests.Enabled) return;
        var (which, endpoint) = (Tag.Of(Chain, chain), Tag.Of(Endpoint, Shown(request.Endpoint)));
        _requests.Add(1, which, endpoint, Tag.Of(Outcome, LabelValues.Of(request.Outcome)));
        _duration.Record(request.Duration.TotalSeconds, which, endpoint);
        _bytes.Add(request.RequestBytes, which, endpoint, Tag.Of(Direction, "sent"));
        _bytes.Add(request.ResponseBytes, which, endpoint, Tag.Of(Direction, "received"));
        foreach (var (method, count) in request.Calls) _calls.Add(count, which, endpoint, Tag.Of(Method, method));
        foreach (var (kind, count) in request.Faults) _errors.Add(count, which, endpoint, Tag.Of(Kind, LabelValues.Of(kind)));
    }

    /// <summary>A request waited for its turn.</summary>
    public void Waited(string chain, string endpoint, TimeSpan waited) => _waited.Add(waited.TotalSeconds, Tag.Of(Chain, chain), Tag.Of(Endpoint, Shown(endpoint)));

    private IEnumerable<Measurement<int>> ReadStates()
    {
        (string, RpcClient)[] watched;
        lock (_watched) watched = [.. _watched];
        return
            from one in watched
            from endpoint in one.Item2.Endpoints
            from state in Enum.GetValues<EndpointState>()
            select new Measurement<int>(endpoint.State == state ? 1 : 0, Tag.Of(Chain, one.Item1), Tag.Of(Endpoint, Shown(endpoint.Alias)), Tag.Of(State, LabelValues.Of(state)));
    }

    /// <summary>An alias is the operator's to choose; one that looks like an address might carry a key with it.</summary>
    private static string Shown(string alias) => alias.Length > MaxAlias || alias.AsSpan().IndexOfAny("/@?") >= 0 ? "hidden" : alias;
}
