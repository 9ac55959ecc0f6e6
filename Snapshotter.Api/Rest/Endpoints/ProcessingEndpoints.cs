using System.Text;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Binding;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>What became of the latest epochs, stage by stage.</summary>
internal sealed class ProcessingEndpoints(IStateStore state) : IRouteSource
{
    /// <summary>The latest epochs over all pages; the original deletes older ones.</summary>
    public const int Window = 30;

    private const int DefaultSize = 10;

    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Get("/internal/snapshotter/epochProcessingStatus", PageAsync) with
        {
            Access = RouteAccess.Uncounted,
            Description = new RouteDescription("epochProcessingStatus", "submissions", "The outcome of every stage in the latest epochs, newest first")
            {
                Details = "The latest 30 epochs.",
                Parameters =
                [
                    new ParameterDescription("page", InPath: false, typeof(long), "The page, counted from 1; 1 by default."),
                    new ParameterDescription("size", InPath: false, typeof(int), "The epochs on a page, 1 to 30; 10 by default."),
                ],
                Answers = [Describe.Ok(typeof(ProcessingPage)), Describe.Unreadable],
            },
        },
    ];

    private async ValueTask<IAnswer> PageAsync(RestRequest request)
    {
        var faults = new Faults();
        var page = faults.Integer(request.Query, "page", absent: 1, least: 1);
        var asked = faults.Integer(request.Query, "size", absent: DefaultSize, least: 1, most: Window);
        if (faults.Any) return faults.Answer();
        var size = (int)asked;
        var ids = await LatestAsync(request.Aborted);
        var pages = (ids.Count + size - 1) / size;
        var items = page <= pages ? await ItemsAsync(ids, (int)page, size, request.Aborted) : [];
        return BodyAnswer.Ok(new ProcessingPage(items, ids.Count, page, size, pages), RestJson.Shapes.ProcessingPage);
    }

    private async ValueTask<List<long>> LatestAsync(CancellationToken cancellationToken)
    {
        var ids = new List<long>(Window);
        if (await state.CurrentEpochAsync(cancellationToken) is not { } current) return ids;
        for (var id = current.Epoch.Id; id > current.Epoch.Id - Window && id >= 0; id--)
        {
            if (await state.EpochAsync(id, cancellationToken) is not null) ids.Add(id);
        }

        return ids;
    }

    private async ValueTask<IReadOnlyList<EpochProcessing>> ItemsAsync(List<long> ids, int page, int size, CancellationToken cancellationToken)
    {
        var wanted = ids.Skip((page - 1) * size).Take(size).ToList();
        var reports = await state.EpochReportsAsync(wanted[0], (int)(wanted[0] - wanted[^1]) + 1, cancellationToken);
        return [.. reports.Select(ItemOf)];
    }

    private static EpochProcessing ItemOf(EpochReport report)
    {
        var stages = report.Transitions.ToLookup(transition => transition.Stage);
        return new EpochProcessing(report.Epoch.Epoch.Id, report.Epoch.Epoch.End, new Transitions(
            stages[Stage.EpochReleased].Select(Update).FirstOrDefault() ?? new StateUpdate("success", null, null, report.Epoch.ReleasedAt),
            BySubject(stages[Stage.Preload]),
            BySubject(stages[Stage.SnapshotBuild]),
            BySubject(stages[Stage.SnapshotSubmitPayloadCommit]),
            BySubject(stages[Stage.RelayerSend]),
            BySubject(stages[Stage.SnapshotFinalize])));
    }

    private static Dictionary<string, StateUpdate>? BySubject(IEnumerable<Transition> transitions)
    {
        var updates = transitions.ToDictionary(transition => transition.Subject, Update, StringComparer.Ordinal);
        return updates.Count == 0 ? null : updates;
    }

    private static StateUpdate Update(Transition transition) => new(
        transition.Succeeded ? "success" : "failed",
        transition.Error,
        transition.Extra is { } extra ? new RawJson(Encoding.UTF8.GetBytes(extra)) : null,
        transition.Timestamp);
}
