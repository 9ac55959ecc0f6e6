using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Ops;

/// <summary>The projects of this node, a page at a time.</summary>
internal sealed class ProjectReader(IStateStore state, PausedProjects pauses, IContentStore contents)
{
    private const int PageSize = 50;

    /// <summary>A page of the projects whose ids hold a text, by id.</summary>
    /// <param name="search">The text; empty for all.</param>
    /// <param name="after">The last id of the page before, or null.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async ValueTask<ProjectPage> PageAsync(string search, string? after, CancellationToken cancellationToken)
    {
        var all = (await state.SubmissionTotalsAsync(cancellationToken)).Where(one => one.ProjectId.Contains(search, StringComparison.OrdinalIgnoreCase)).ToList();
        var shown = all.Where(one => after is null || string.CompareOrdinal(one.ProjectId, after) > 0).OrderBy(static one => one.ProjectId, StringComparer.Ordinal).Take(PageSize).ToList();
        var paused = await pauses.AllAsync(cancellationToken);
        var current = (await state.CurrentEpochAsync(cancellationToken))?.Epoch.Id;
        var lines = new List<ProjectLine>(shown.Count);
        foreach (var totals in shown) lines.Add(await LineAsync(totals, paused, current, cancellationToken));
        return new ProjectPage(lines, all.Count, shown.Count == PageSize ? shown[^1].ProjectId : null);
    }

    /// <summary>A project, or null when the node knows nothing of it.</summary>
    public async ValueTask<ProjectLine?> ProjectAsync(string id, CancellationToken cancellationToken)
    {
        if ((await state.SubmissionTotalsAsync(cancellationToken)).FirstOrDefault(one => one.ProjectId == id) is not { } totals) return null;
        return await LineAsync(totals, await pauses.AllAsync(cancellationToken), (await state.CurrentEpochAsync(cancellationToken))?.Epoch.Id, cancellationToken);
    }

    /// <summary>The length of a content, or null when it is not here.</summary>
    public async ValueTask<int?> LengthAsync(Cid? cid, CancellationToken cancellationToken) =>
        cid is { } known ? (await contents.GetAsync(known, cancellationToken))?.Length : null;

    private async ValueTask<ProjectLine> LineAsync(SubmissionTotals totals, IReadOnlySet<string> paused, long? current, CancellationToken cancellationToken)
    {
        var last = await state.LastFinalizedEpochAsync(totals.ProjectId, cancellationToken);
        return new ProjectLine(totals, last, current - last, paused.Contains(totals.ProjectId));
    }
}

/// <summary>A page of projects.</summary>
/// <param name="Projects">The projects.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Where the next page begins, or null.</param>
internal sealed record ProjectPage(IReadOnlyList<ProjectLine> Projects, int Total, string? Next);

/// <summary>A project.</summary>
/// <param name="Totals">How its submissions fared.</param>
/// <param name="LastFinal">The latest epoch finalized for it.</param>
/// <param name="Lag">How many epochs that is behind the latest released one.</param>
/// <param name="IsPaused">Whether the operator paused it.</param>
internal sealed record ProjectLine(SubmissionTotals Totals, long? LastFinal, long? Lag, bool IsPaused)
{
    /// <summary>All submissions that were decided on.</summary>
    public long Decided => Totals.Successful + Totals.Incorrect + Totals.Missed;
}
