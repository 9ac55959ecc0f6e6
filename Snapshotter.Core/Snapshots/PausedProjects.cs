using System.Text;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// The projects that the operator paused: nothing is built for them, and their epochs end with that reason. Kept in the state store, so that it
/// holds over restarts and at every host.
/// </summary>
public sealed class PausedProjects(IStateStore store)
{
    /// <summary>Why a paused project has no snapshot.</summary>
    public const string Reason = "The operator paused this project.";

    private const string Fact = "operator/paused-projects";
    private const char Separator = '\n';

    /// <summary>Their ids.</summary>
    public async ValueTask<IReadOnlySet<string>> AllAsync(CancellationToken cancellationToken) =>
        Read(await store.FactAsync(Fact, cancellationToken));

    /// <summary>Their ids as a job has to heed them: those of the moment at which it was leased, or later.</summary>
    public ValueTask<IReadOnlySet<string>> OfJobAsync(Job job, CancellationToken cancellationToken) =>
        job.Delivered is { } state ? new(Read(state.PausedProjects)) : AllAsync(cancellationToken);

    /// <summary>Pauses a project, or lets it be built again from the next job on.</summary>
    /// <returns>False when it was so already.</returns>
    public async ValueTask<bool> SetAsync(string projectId, bool isPaused, CancellationToken cancellationToken)
    {
        var paused = (await AllAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        if (!(isPaused ? paused.Add(projectId) : paused.Remove(projectId))) return false;
        var text = string.Join(Separator, paused.Order(StringComparer.Ordinal));
        await store.CommitAsync(new StateChange { Facts = [KeyValuePair.Create(Fact, Encoding.UTF8.GetBytes(text))] }, cancellationToken);
        return true;
    }

    private static HashSet<string> Read(byte[]? kept) =>
        kept is { Length: > 0 } ? Encoding.UTF8.GetString(kept).Split(Separator).ToHashSet(StringComparer.Ordinal) : [];
}
