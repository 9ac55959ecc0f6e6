using Microsoft.Extensions.Options;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Binding;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>How this node's submissions fared.</summary>
internal sealed class SubmissionEndpoints(IStateStore state, IContentStore content, IOptions<RestOptions> options) : IRouteSource
{
    private static readonly RawJson Nothing = new("{}"u8.ToArray());

    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Get("/internal/snapshotter/status", TotalsAsync) with
        {
            Description = new RouteDescription("snapshotterStatus", "submissions", "Submissions counted, over all projects and each")
            {
                Answers = [Describe.Ok(typeof(SnapshotterStatus))],
            },
        },
        RestRoute.Get("/internal/snapshotter/status/{project_id}", ProjectAsync) with
        {
            Description = new RouteDescription("projectStatus", "submissions", "Epochs in which a project's submission was missed or incorrect")
            {
                Details = "Both lists are empty for an unknown project.",
                Parameters =
                [
                    Describe.Project,
                    new ParameterDescription("data", InPath: false, typeof(bool), "Whether to include the contents of both snapshots; false by default."),
                ],
                Answers = [Describe.Ok(typeof(ProjectStatus)), Describe.Unreadable],
            },
        },
    ];

    private async ValueTask<IAnswer> TotalsAsync(RestRequest request)
    {
        var totals = await state.SubmissionTotalsAsync(request.Aborted);
        return BodyAnswer.Ok(
            new SnapshotterStatus(
                totals.Sum(project => project.Successful),
                totals.Sum(project => project.Incorrect),
                totals.Sum(project => project.Missed),
                [.. totals.Select(project => new ProjectTotals(project.ProjectId, project.Successful, project.Incorrect, project.Missed))]),
            RestJson.Shapes.SnapshotterStatus);
    }

    private async ValueTask<IAnswer> ProjectAsync(RestRequest request)
    {
        var faults = new Faults();
        var withData = faults.Switch(request.Query, "data");
        if (faults.Any) return faults.Answer();
        var reports = await state.SubmissionReportsAsync(request.Values[0], options.Value.ReportsPerProject, request.Aborted);
        var missed = new List<MissedSubmission>();
        var incorrect = new List<IncorrectSubmission>();
        foreach (var report in reports)
        {
            if (report.Outcome == SubmissionOutcome.Missed) missed.Add(new MissedSubmission(report.EpochId, Text(report.FinalizedCid), report.Reason));
            if (report.Outcome == SubmissionOutcome.Incorrect) incorrect.Add(await IncorrectAsync(report, withData, request.Aborted));
        }

        return BodyAnswer.Ok(new ProjectStatus(missed, incorrect), RestJson.Shapes.ProjectStatus);
    }

    private async ValueTask<IncorrectSubmission> IncorrectAsync(SubmissionReport report, bool withData, CancellationToken cancellationToken) => new(
        report.EpochId,
        Text(report.SubmittedCid),
        withData ? await BodyAsync(report.SubmittedCid, cancellationToken) : null,
        Text(report.FinalizedCid),
        withData ? await BodyAsync(report.FinalizedCid, cancellationToken) : null,
        report.Reason);

    private async ValueTask<RawJson> BodyAsync(Cid? cid, CancellationToken cancellationToken) =>
        cid is { } known && await content.FindAsync(known, cancellationToken) is { } bytes ? new RawJson(bytes) : Nothing;

    private static string Text(Cid? cid) => cid?.ToString() ?? "";
}
