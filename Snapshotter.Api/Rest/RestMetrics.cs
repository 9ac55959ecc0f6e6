using System.Diagnostics.Metrics;
using Snapshotter.Api.Rest.Caching;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Api.Rest;

/// <summary>What can be measured of the REST API's answers.</summary>
internal sealed class RestMetrics
{
    private static readonly MetricLabel From = new("from", "where the answer came from: `memory` for finalized snapshots kept ready to send, `work` for all others") { Values = ["memory", "work"] };
    private static readonly MetricLabel Route = new("route", "the route, as in the OpenAPI document");

    private readonly Counter<long> _answers;
    private readonly Counter<long> _routes;
    private AnswerCache? _cache;

    /// <summary>Makes the instruments.</summary>
    public RestMetrics(NodeMeter meter)
    {
        _answers = meter.Count("snapshotter.rest.answers", "{answer}", "Requests of known routes, by whether the cache had the answer.", From);
        _routes = meter.Count("snapshotter.rest.requests", "{request}", "Requests that the cache could not answer, by route.", Route);
        meter.Observe<long>("snapshotter.rest.cache.size", "By", "Memory taken by finalized snapshots kept ready to send.", () => _cache is { } cache ? [new Measurement<long>(cache.Bytes)] : []);
    }

    /// <summary>Tells which cache is in use.</summary>
    public void Watch(AnswerCache cache) => _cache = cache;

    public void AnsweredFromMemory() => _answers.Add(1, Tag.Of(From, "memory"));

    public void AnsweredAnew(RestRoute route)
    {
        if (!_answers.Enabled) return;
        _answers.Add(1, Tag.Of(From, "work"));
        _routes.Add(1, Tag.Of(Route, route.Template.Text));
    }
}
