using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Preloading;

/// <summary>How preloading ended for each project type: it failed for those that name a task that failed.</summary>
internal sealed class PreloadOutcome
{
    private readonly ProjectPlan _plan;
    private readonly Dictionary<string, string?> _errors;

    private PreloadOutcome(ProjectPlan plan, Dictionary<string, string?> errors)
    {
        _plan = plan;
        _errors = errors;
    }

    /// <summary>The types in the order of the plan, each with its error or null.</summary>
    public IEnumerable<(string Name, string? Error)> Types => _errors.Select(static type => (type.Key, type.Value));

    /// <summary>Whether there is nothing left to build.</summary>
    public bool HasFailedWhole => _errors.Values.All(static error => error is not null);

    /// <summary>What the failures of tasks mean for the types of a plan.</summary>
    public static PreloadOutcome Of(ProjectPlan plan, IReadOnlyDictionary<string, Exception> failures)
    {
        var tasks = plan.Types.Select(static type => (type.Name, type.PreloadTasks)).Concat(plan.BulkTypes.Select(static type => (type.Name, type.PreloadTasks)));
        return new PreloadOutcome(plan, tasks.ToDictionary(static type => type.Name, type => ErrorAmong(type.PreloadTasks, failures), StringComparer.Ordinal));
    }

    /// <summary>The reason as it is told of the projects.</summary>
    public static string ErrorOf(string reason) => $"Preloading failed: {reason}";

    /// <summary>Whether the type can be built.</summary>
    public bool Succeeded(string type) => _errors[type] is null;

    /// <summary>Under what the building of a type's projects ends.</summary>
    public IReadOnlyList<string> ProjectsOf(string type) => _plan.FindBulk(type) is { } bulk
        ? [bulk.FailureId(_plan.Namespace)]
        : [.. _plan.Find(type)!.Projects.Select(static project => project.Id)];

    private static string? ErrorAmong(IReadOnlyList<string> tasks, IReadOnlyDictionary<string, Exception> failures) =>
        tasks.FirstOrDefault(failures.ContainsKey) is { } failed ? ErrorOf(failures[failed].Message) : null;
}
