using System.Numerics;
using Microsoft.Extensions.Options;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Binding;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Caching;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>Finalized snapshots and their CIDs, one epoch at a time or a range of them.</summary>
internal sealed class SnapshotEndpoints(IStateStore state, FinalityLookup finality, IContentStore content, AnswerCache cache, IOptions<RestOptions> options) : IRouteSource
{
    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Get("/data/{epoch_id}/{project_id}/", DataAsync) with
        {
            Description = new RouteDescription("data", "snapshots", "The finalized snapshot of a project, or those of a range of epochs")
            {
                Details = "With one epoch: the bytes as they are stored under the CID, which is also the entity tag; they never change. "
                    + "With `from-to`: one JSON object a line, ascending, `{\"epochId\":..,\"cid\":..,\"data\":..}`; "
                    + "epochs that are not finalized are left out, and `data` is null where the content is not JSON or not to be had.",
                Parameters =
                [
                    new ParameterDescription("epoch_id", InPath: true, typeof(string), "An epoch id, or two joined by a minus sign, both included."),
                    Describe.Project,
                ],
                Answers =
                [
                    new AnswerDescription(StatusCodes.Status200OK, typeof(RawJson)),
                    new AnswerDescription(StatusCodes.Status200OK, typeof(RawJson), RangeAnswer.ContentType),
                    new AnswerDescription(StatusCodes.Status304NotModified, null),
                    Describe.Missing,
                    Describe.Unreadable,
                ],
            },
        },
        RestRoute.Get("/cid/{epoch_id}/{project_id}/", CidAsync) with
        {
            Description = new RouteDescription("cid", "snapshots", "The finalized CID of a project in an epoch")
            {
                Parameters = [Describe.Epoch, Describe.Project],
                Answers = [Describe.Ok(typeof(string)), Describe.Missing, Describe.Unreadable],
            },
        },
    ];

    private ValueTask<IAnswer> DataAsync(RestRequest request) =>
        EpochRange.TryParse(request.Values[0], out var range) ? ValueTask.FromResult(Range(range, request.Values[1])) : OneAsync(request);

    private async ValueTask<IAnswer> OneAsync(RestRequest request)
    {
        var faults = new Faults();
        var id = faults.EpochId(request.Values[0], allowNegative: true);
        if (faults.Any) return faults.Answer();
        var project = request.Values[1];
        var path = PercentEncoding.Encode($"/data/{id}/{project}/");
        if (cache.TryGet(path, out var ready)) return ready;
        Cid? found;
        try
        {
            found = await CidOfAsync(id, project, request.Aborted);
        }
        catch (ProtocolStateException exception)
        {
            return BodyAnswer.Error(StatusCodes.Status500InternalServerError, $"Unable to get data for project_id: {project}, epoch_id: {id}, error: {exception.Message}");
        }

        if (found is not { } cid) return NoData(project, id);
        if (await content.FindAsync(cid, request.Aborted) is not { } bytes) return NoData(project, id);
        if (!PlainJson.IsWellFormed(bytes.Span)) return NotJson(project, id, cid);
        // An empty value counts as no data, as it did for the original.
        if (PlainJson.IsEmpty(bytes.Span)) return NoData(project, id);
        var answer = new SnapshotAnswer(cid.ToString(), bytes, options.Value.CompressFromBytes);
        cache.Add(path, answer);
        return answer;
    }

    private static BodyAnswer NoData(string project, BigInteger id) =>
        BodyAnswer.Error(StatusCodes.Status404NotFound, $"No data found for project_id: {project}, epoch_id: {id}");

    private static BodyAnswer NotJson(string project, BigInteger id, Cid cid) => BodyAnswer.Error(
        StatusCodes.Status500InternalServerError,
        $"Unable to get data for project_id: {project}, epoch_id: {id}, error: the finalized content {cid} is not JSON");

    private IAnswer Range(EpochRange range, string project)
    {
        var faults = new Faults();
        range.Check(faults, options.Value.RangeEpochs);
        return faults.Any ? faults.Answer() : new RangeAnswer(state, content, project, (long)range.From, (long)range.To);
    }

    private async ValueTask<IAnswer> CidAsync(RestRequest request)
    {
        var faults = new Faults();
        var id = faults.EpochId(request.Values[0], allowNegative: true);
        if (faults.Any) return faults.Answer();
        try
        {
            return await CidOfAsync(id, request.Values[1], request.Aborted) is { } cid
                ? BodyAnswer.Text(StatusCodes.Status200OK, PlainJson.Quote(cid.ToString()))
                : BodyAnswer.Error(StatusCodes.Status404NotFound, $"No finalized cid found for project_id: {request.Values[1]}, epoch_id: {id}");
        }
        catch (ProtocolStateException exception)
        {
            return BodyAnswer.Error(StatusCodes.Status500InternalServerError, $"Unable to get finalized cid for project_id: {request.Values[1]}, epoch_id: {id}, error: {exception.Message}");
        }
    }

    private ValueTask<Cid?> CidOfAsync(BigInteger id, string project, CancellationToken cancellationToken) =>
        WholeNumber.IsStorable(id) ? finality.CidAsync((long)id, project, cancellationToken) : ValueTask.FromResult<Cid?>(null);
}
