using System.Buffers;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Binding;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>Finalized snapshots at regular times, for charts.</summary>
internal sealed class TimeSeriesEndpoints(IStateStore state, IContentStore content, WindowOptions window) : IRouteSource
{
    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Get("/time_series/{epoch_id}/{start_time}/{step_seconds}/{project_id}", SeriesAsync) with
        {
            Description = new RouteDescription("timeSeries", "snapshots", "Finalized snapshots of a project at regular times, newest first")
            {
                Details = "At most 200 points; `{}` where nothing is finalized, 404 when nothing is anywhere. The series ends at the project's first epoch.",
                Parameters =
                [
                    Describe.Epoch,
                    new ParameterDescription("start_time", InPath: true, typeof(long), "Unix seconds where the series begins."),
                    new ParameterDescription("step_seconds", InPath: true, typeof(long), "Seconds between two points, at least 1."),
                    Describe.Project,
                ],
                Answers = [Describe.Ok(typeof(IReadOnlyList<RawJson>)), Describe.Missing, Describe.Unreadable],
            },
        },
    ];

    private async ValueTask<IAnswer> SeriesAsync(RestRequest request)
    {
        var faults = new Faults();
        var id = faults.EpochId(request.Values[0], allowNegative: false);
        var start = faults.Integer("path", "start_time", request.Values[1]);
        var step = faults.Integer("path", "step_seconds", request.Values[2], least: 1);
        if (faults.Any) return faults.Answer();
        var project = request.Values[3];
        if (!WholeNumber.IsStorable(id) || await state.EpochAsync((long)id, request.Aborted) is not { } released)
        {
            return BodyAnswer.Error(StatusCodes.Status404NotFound, $"Unable to get time series data: epoch {id} was not released");
        }

        var count = TimeSeriesPoints.Count(released.Timestamp, start, step);
        if (count < 1) faults.Add("ensure the series begins at least one step before the epoch", "value_error.time_series.empty", "path", "start_time");
        else if (count > TimeSeriesPoints.Max) faults.Add($"ensure the series has at most {TimeSeriesPoints.Max} points", "value_error.time_series.too_long", "path", "step_seconds");
        if (faults.Any) return faults.Answer();

        var missing = BodyAnswer.Error(StatusCodes.Status404NotFound, $"No time series data found for project_id: {project}, epoch_id: {id}");
        if (await FirstEpochAsync(project, request.Aborted) is not { } first || first > released.Epoch.Id) return missing;
        var points = TimeSeriesPoints.Of(released.Epoch.Id, released.Timestamp, start, step, first, window);
        return await BodyOfAsync(project, points, request.Aborted) is { } body ? new BodyAnswer(StatusCodes.Status200OK, body) : missing;
    }

    private async ValueTask<long?> FirstEpochAsync(string project, CancellationToken cancellationToken) =>
        await state.FirstEpochAsync(project, cancellationToken) ?? await state.FirstFinalizedEpochAsync(project, cancellationToken);

    /// <summary>The array, or null when there is nothing in it.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> BodyOfAsync(string project, IReadOnlyList<long> points, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        var hasData = false;
        foreach (var epoch in points)
        {
            body.Write(body.WrittenCount == 0 ? "["u8 : ","u8);
            var data = await state.FinalizedCidAsync(epoch, project, cancellationToken) is { } cid ? await content.FindAsync(cid, cancellationToken) : null;
            var isData = data is { } bytes && PlainJson.IsWellFormed(bytes.Span) && !PlainJson.IsEmpty(bytes.Span);
            body.Write(isData ? data!.Value.Span : "{}"u8);
            hasData |= isData;
        }

        body.Write("]"u8);
        return hasData ? body.WrittenMemory : null;
    }
}
