using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>How the node is: for load balancers, orchestrators and operators.</summary>
internal sealed class HealthEndpoints(INodeHealth health) : IRouteSource
{
    private static readonly BodyAnswer Fine = BodyAnswer.Text(StatusCodes.Status200OK, """{"status":"OK"}""");

    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Get("/health", HealthAsync) with
        {
            Access = RouteAccess.Open,
            Description = new RouteDescription("health", "health", "Whether the node makes progress")
            {
                Details = "503 as soon as a stage is past its deadline, with the stages in the message.",
                Answers = [Describe.Ok(typeof(HealthOk)), new AnswerDescription(StatusCodes.Status503ServiceUnavailable, typeof(ErrorEnvelope))],
            },
        },
        RestRoute.Get("/health/live", _ => ValueTask.FromResult<IAnswer>(Fine)) with
        {
            Access = RouteAccess.Open,
            Description = new RouteDescription("live", "health", "Whether the process answers")
            {
                Details = "For restarting a hung process. It says nothing about progress.",
                Answers = [Describe.Ok(typeof(HealthOk))],
            },
        },
        RestRoute.Get("/health/ready", ReadyAsync) with
        {
            Access = RouteAccess.Open,
            Description = new RouteDescription("ready", "health", "Which stages make progress")
            {
                Answers = [Describe.Ok(typeof(Readiness)), new AnswerDescription(StatusCodes.Status503ServiceUnavailable, typeof(Readiness))],
            },
        },
        RestRoute.Get("/status", StatusAsync) with
        {
            Description = new RouteDescription("status", "health", "The node at a glance") { Answers = [Describe.Ok(typeof(NodeStatus))] },
        },
    ];

    private async ValueTask<IAnswer> HealthAsync(RestRequest request)
    {
        var status = await health.StatusAsync(request.Aborted);
        return status.Ready ? Fine : BodyAnswer.Error(StatusCodes.Status503ServiceUnavailable, Troubles(status));
    }

    private async ValueTask<IAnswer> ReadyAsync(RestRequest request)
    {
        var status = await health.StatusAsync(request.Aborted);
        return status.Ready
            ? BodyAnswer.Ok(new Readiness("OK", null, status.Stages), RestJson.Shapes.Readiness)
            : BodyAnswer.Of(StatusCodes.Status503ServiceUnavailable, new Readiness("error", Troubles(status), status.Stages), RestJson.Shapes.Readiness);
    }

    private async ValueTask<IAnswer> StatusAsync(RestRequest request) =>
        BodyAnswer.Ok(await health.StatusAsync(request.Aborted), RestJson.Shapes.NodeStatus);

    private static string Troubles(NodeStatus status) => "The node is not making progress: "
        + string.Join("; ", status.Stages.Where(stage => !stage.Ok).Select(stage => $"{stage.Stage} is {stage.Code}: {stage.Sentence}"));
}
