using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Ops;

/// <summary>The projects of an epoch, a page at a time.</summary>
internal sealed class EpochReader(IStateStore state, IContentStore contents, IPinQueue? pins = null)
{
    private const int PageSize = 50;

    /// <summary>Whether contents are pinned at an IPFS node.</summary>
    public bool HasPins => pins is not null;

    /// <summary>A page of the projects that have an outcome: those with an error first, each group by id.</summary>
    /// <param name="epochId">The epoch.</param>
    /// <param name="after"><see cref="EpochProjects.Next"/> of the page before, or null.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public async ValueTask<EpochProjects> ProjectsAsync(long epochId, string? after, CancellationToken cancellationToken)
    {
        var report = (await state.EpochReportsAsync(epochId, 1, cancellationToken)).SingleOrDefault();
        if (report is null) return new EpochProjects([], 0, null);
        var all = report.Transitions.Where(static one => one.Stage >= Stage.SnapshotBuild)
            .GroupBy(static one => one.Subject, StringComparer.Ordinal)
            .Select(static stages => (Id: stages.Key, Worst: stages.FirstOrDefault(static one => !one.Succeeded), Latest: stages.MaxBy(static one => one.Stage)!))
            .Select(static one => (one.Id, Shown: one.Worst ?? one.Latest, Place: $"{(one.Worst is null ? 1 : 0)}{one.Id}"))
            .OrderBy(static one => one.Place, StringComparer.Ordinal).ToList();
        var page = all.Where(one => after is null || string.CompareOrdinal(one.Place, after) > 0).Take(PageSize).ToList();
        var cids = await state.BuiltCidsAsync(epochId, [.. page.Select(static one => one.Id)], cancellationToken);
        var projects = new List<EpochProject>(page.Count);
        for (var i = 0; i < page.Count; i++)
        {
            var bytes = cids[i] is { } cid ? (await contents.GetAsync(cid, cancellationToken))?.Length : null;
            projects.Add(new EpochProject(page[i].Id, page[i].Shown.Stage, cids[i]?.ToString(), bytes, page[i].Shown.Error));
        }

        return new EpochProjects(projects, all.Count, page.Count == PageSize && page[^1].Place != all[^1].Place ? page[^1].Place : null);
    }
}

/// <summary>A page of an epoch's projects.</summary>
/// <param name="Projects">The projects.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Where the next page begins, or null.</param>
internal sealed record EpochProjects(IReadOnlyList<EpochProject> Projects, int Total, string? Next);

/// <summary>A project in an epoch.</summary>
/// <param name="Id">The project.</param>
/// <param name="Latest">The stage that failed, or the latest it has come to.</param>
/// <param name="Cid">What this node built.</param>
/// <param name="Bytes">The length of it.</param>
/// <param name="Error">Why the stage failed.</param>
internal sealed record EpochProject(string Id, Stage Latest, string? Cid, int? Bytes, string? Error);
