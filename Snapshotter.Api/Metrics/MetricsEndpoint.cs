using System.Text;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Metrics;

/// <summary>The metrics for Prometheus: open to everyone like the node's health, and asking no store.</summary>
internal sealed class MetricsEndpoint(MetricsCollector collector) : IRouteSource
{
    private const string OpenMetrics = "application/openmetrics-text";

    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Get("/metrics", Answer) with
        {
            Access = RouteAccess.Open,
            Description = new RouteDescription("metrics", "health", "The metrics for Prometheus")
            {
                Details = "In the text format, or in OpenMetrics where the caller accepts it. 404 where `Telemetry:Metrics` is off.",
                Answers = [new AnswerDescription(StatusCodes.Status200OK, typeof(string), "text/plain")],
            },
        },
    ];

    private ValueTask<IAnswer> Answer(RestRequest request)
    {
        if (!collector.IsOn) return ValueTask.FromResult<IAnswer>(BodyAnswer.NotFound);
        var format = request.Context.Request.Headers.Accept.ToString().Contains(OpenMetrics, StringComparison.OrdinalIgnoreCase) ? ExpositionFormat.OpenMetrics : ExpositionFormat.Prometheus;
        return ValueTask.FromResult<IAnswer>(new BodyAnswer(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(collector.Write(format)), Exposition.ContentTypeOf(format)));
    }
}
