using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Snapshotter.Core.Interventions;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Ops.Actions;

/// <summary>
/// What the operator's forms do. Every action passes the same door: the pages must not be read-only, and the form must be one of theirs. Then it
/// is tried on the state that the form carries, and the operator is sent back to the page with what came of it.
/// </summary>
internal sealed partial class ActionEndpoints(IServiceProvider services, OpsOptions options, IAntiforgery antiforgery, ILogger<ActionEndpoints> log)
{
    /// <summary>The longest reason an operator may give.</summary>
    public const int MaxReason = 300;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, OpsPaths.RequeueJobs, RequeueAsync);
        Map(routes, OpsPaths.DeleteJobs, DeleteAsync);
        Map(routes, OpsPaths.ActOnEpoch, OnEpochAsync);
        Map(routes, OpsPaths.ActOnRecurring, OnRecurringAsync);
        Map(routes, OpsPaths.ActOnProject, OnProjectAsync);
        Map(routes, OpsPaths.RetryPins, RetryPinsAsync);
    }

    private void Map(IEndpointRouteBuilder routes, string path, Func<ActionForm, CancellationToken, ValueTask<string>> act) => routes.MapPost(path, async context =>
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.Redirect($"{OpsPaths.Root}?note={Notice.Stale}");
            return;
        }

        var form = new ActionForm(await context.Request.ReadFormAsync(context.RequestAborted));
        context.Response.Redirect(options.ReadOnly ? form.Back(Notice.ReadOnly) : await TryAsync(path, form, act));
    });

    // An action that has begun is not cancelled because its page is left.
    private async ValueTask<string> TryAsync(string path, ActionForm form, Func<ActionForm, CancellationToken, ValueTask<string>> act)
    {
        try
        {
            return await act(form, CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogFailed(exception, path);
            return form.Back(Notice.Failed);
        }
    }

    private ValueTask<string> RequeueAsync(ActionForm form, CancellationToken cancellationToken) =>
        OnJobsAsync("requeued", form, seen => services.GetRequiredService<JobInterventions>().RequeueAsync(seen, cancellationToken));

    private ValueTask<string> DeleteAsync(ActionForm form, CancellationToken cancellationToken) =>
        OnJobsAsync("deleted", form, seen => services.GetRequiredService<JobInterventions>().DeleteAsync(seen, "Deleted by the operator.", cancellationToken));

    private async ValueTask<string> OnJobsAsync(string what, ActionForm form, Func<JobSeen, ValueTask<bool>> act)
    {
        var (done, asked) = (0, 0);
        foreach (var seen in form.All("job").Select(JobSeen.Parse).OfType<JobSeen>())
        {
            asked++;
            if (await act(seen)) done++;
        }

        LogJobs(what, done, asked);
        if (asked == 0) return form.Back(Notice.Nothing);
        return done == asked ? form.Back(Notice.Done, done) : form.Back(done == 0 ? Notice.Changed : Notice.PartlyChanged, done);
    }

    private async ValueTask<string> OnEpochAsync(ActionForm form, CancellationToken cancellationToken)
    {
        var reason = form["reason"];
        if (!Enum.TryParse<EpochAction>(form["action"], out var action) || !long.TryParse(form["epoch"], NumberStyles.None, CultureInfo.InvariantCulture, out var epochId)
            || (action == EpochAction.Skip && reason.Length is 0 or > MaxReason)) return form.Back(Notice.Incomplete);
        var stage = Enum.TryParse<Stage>(form["stage"], out var given) ? given : Stage.EpochReleased;
        var outcome = await services.GetRequiredService<EpochInterventions>().ActAsync(action, epochId, form["version"], stage, reason, cancellationToken);
        LogEpoch(action, epochId, outcome);
        return form.Back(NoticeOf(outcome));
    }

    private async ValueTask<string> OnRecurringAsync(ActionForm form, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<RecurringAction>(form["action"], out var action)) return form.Back(Notice.Incomplete);
        var done = await services.GetRequiredService<IRecurringWork>().ActAsync(form["name"], action, form["version"], cancellationToken);
        LogRecurring(action, form["name"], done);
        return form.Back(done ? Notice.Done : Notice.Changed);
    }

    private async ValueTask<string> OnProjectAsync(ActionForm form, CancellationToken cancellationToken)
    {
        var (project, action) = (form["project"], form["action"]);
        if (project.Length == 0 || action is not ("pause" or "resume")) return form.Back(Notice.Incomplete);
        var done = await services.GetRequiredService<PausedProjects>().SetAsync(project, action == "pause", cancellationToken);
        LogProject(action, project, done);
        return form.Back(done ? Notice.Done : Notice.Changed);
    }

    private async ValueTask<string> RetryPinsAsync(ActionForm form, CancellationToken cancellationToken)
    {
        var count = services.GetService<IPinQueue>() is { } pins ? await pins.RetryFailedAsync(cancellationToken) : 0;
        LogPins(count);
        return count > 0 ? form.Back(Notice.Done, count) : form.Back(Notice.Nothing);
    }

    private static Notice NoticeOf(InterventionOutcome outcome) => outcome switch
    {
        InterventionOutcome.Done => Notice.Done,
        InterventionOutcome.Changed => Notice.Changed,
        _ => Notice.Nothing,
    };

    [LoggerMessage(EventId = 6202, Level = LogLevel.Information, Message = "The operator had jobs {What}: {Done} of {Asked}.")]
    private partial void LogJobs(string what, int done, int asked);

    [LoggerMessage(EventId = 6203, Level = LogLevel.Information, Message = "The operator asked for {Action} of epoch {EpochId}: {Outcome}.")]
    private partial void LogEpoch(EpochAction action, long epochId, InterventionOutcome outcome);

    [LoggerMessage(EventId = 6204, Level = LogLevel.Information, Message = "The operator asked for {Action} of the recurring work {Name}: {Done}.")]
    private partial void LogRecurring(RecurringAction action, string name, bool done);

    [LoggerMessage(EventId = 6205, Level = LogLevel.Information, Message = "The operator asked to {Action} project {ProjectId}: {Done}.")]
    private partial void LogProject(string action, string projectId, bool done);

    [LoggerMessage(EventId = 6206, Level = LogLevel.Information, Message = "The operator lets {Count} contents be pinned again.")]
    private partial void LogPins(int count);

    [LoggerMessage(EventId = 6207, Level = LogLevel.Error, Message = "An action of the operator failed: {Path}.")]
    private partial void LogFailed(Exception exception, string path);
}
