using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Binding;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest.Endpoints;

/// <summary>Epochs, from the state this node keeps of them.</summary>
internal sealed class EpochEndpoints(IStateStore state, FinalityLookup finality) : IRouteSource
{
    /// <inheritdoc/>
    public IEnumerable<RestRoute> Routes =>
    [
        RestRoute.Get("/current_epoch", CurrentAsync) with
        {
            Description = new RouteDescription("currentEpoch", "epochs", "The latest released epoch")
            {
                Details = "Zeros before the first release.",
                Answers = [Describe.Ok(typeof(CurrentEpoch))],
            },
        },
        RestRoute.Get("/epoch/{epoch_id}", InfoAsync) with
        {
            Description = new RouteDescription("epoch", "epochs", "When an epoch was released and where it ends")
            {
                Details = "Zeros for an epoch that was not released.",
                Parameters = [Describe.Epoch],
                Answers = [Describe.Ok(typeof(EpochInfo)), Describe.Unreadable],
            },
        },
        RestRoute.Get("/last_finalized_epoch/{project_id}", LastFinalizedAsync) with
        {
            Description = new RouteDescription("lastFinalizedEpoch", "epochs", "The latest epoch finalized for a project")
            {
                Parameters = [Describe.Project],
                Answers = [Describe.Ok(typeof(LastFinalizedEpoch)), Describe.Missing],
            },
        },
    ];

    private async ValueTask<IAnswer> CurrentAsync(RestRequest request)
    {
        var current = (await state.CurrentEpochAsync(request.Aborted))?.Epoch;
        return BodyAnswer.Ok(current is null ? new CurrentEpoch(0, 0, 0) : new CurrentEpoch(current.Begin, current.End, current.Id), RestJson.Shapes.CurrentEpoch);
    }

    private async ValueTask<IAnswer> InfoAsync(RestRequest request)
    {
        var faults = new Faults();
        var id = faults.EpochId(request.Values[0], allowNegative: false);
        if (faults.Any) return faults.Answer();
        try
        {
            var released = WholeNumber.IsStorable(id) ? await finality.EpochAsync((long)id, request.Aborted) : null;
            return BodyAnswer.Ok(InfoOf(released), RestJson.Shapes.EpochInfo);
        }
        catch (ProtocolStateException exception)
        {
            return BodyAnswer.Error(StatusCodes.Status500InternalServerError, $"Unable to get epoch {id}, error: {exception.Message}");
        }
    }

    private async ValueTask<IAnswer> LastFinalizedAsync(RestRequest request)
    {
        var project = request.Values[0];
        try
        {
            if (await finality.LastEpochAsync(project, request.Aborted) is not { } id)
            {
                return BodyAnswer.Error(StatusCodes.Status404NotFound, $"Unable to find last finalized epoch for project {project}");
            }

            var info = InfoOf(await finality.EpochAsync(id, request.Aborted));
            return BodyAnswer.Ok(new LastFinalizedEpoch(id, info.Timestamp, info.BlockNumber, info.EpochEnd), RestJson.Shapes.LastFinalizedEpoch);
        }
        catch (ProtocolStateException exception)
        {
            return BodyAnswer.Error(StatusCodes.Status500InternalServerError, $"Unable to get last finalized epoch for project {project}, error: {exception.Message}");
        }
    }

    private static EpochInfo InfoOf(ReleasedEpoch? released) =>
        released is null ? new EpochInfo(0, 0, 0) : new EpochInfo(released.Timestamp, released.AnchorBlock, released.Epoch.End);
}
