using System.Text;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Protocol;

/// <summary>
/// Takes the list of allowed projects from the protocol state, once at each start and before the first epoch is planned: in a new data folder
/// as what holds from the beginning, later as what changed while nobody told (see <see cref="IProtocolState.ProjectsAsync"/>).
/// </summary>
internal sealed class InitialProjects(ProjectPlan plan, IStateStore store, IProtocolState protocol) : IDisposable
{
    private const string FactKey = "protocol:projects";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _isTaken = !plan.Types.Any(static type => type.IsDynamic);

    /// <summary>Returns when the list is taken. After a failure the next caller tries again.</summary>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isTaken)) return;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isTaken) return;
            var isFirst = await store.FactAsync(FactKey, cancellationToken) is null;
            if (await protocol.ProjectsAsync(isFirst, cancellationToken) is { } allowed)
            {
                await store.CommitAsync(isFirst ? Beginning(allowed) : await DifferenceAsync(allowed, cancellationToken), cancellationToken);
            }

            Volatile.Write(ref _isTaken, true);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static StateChange Beginning(IReadOnlyList<string> allowed) => new()
    {
        InitialProjects = allowed,
        Facts = [KeyValuePair.Create(FactKey, Encoding.UTF8.GetBytes("taken"))],
    };

    private async ValueTask<StateChange> DifferenceAsync(IReadOnlyList<string> allowed, CancellationToken cancellationToken)
    {
        var before = (await store.AllowedProjectsAsync(long.MaxValue, cancellationToken)).Select(static project => project.ProjectId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var after = allowed.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new StateChange
        {
            ProjectUpdates =
            [
                .. before.Where(id => !after.Contains(id)).Select(static id => new ProjectUpdate(id, IsAllowed: false, 0)),
                .. after.Where(id => !before.Contains(id)).Select(static id => new ProjectUpdate(id, IsAllowed: true, 0)),
            ],
        };
    }
}
