using System.Globalization;
using System.Text;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>What the operator asked of recurring work: facts of the state, so that it holds over restarts and for all hosts that share the state.</summary>
internal sealed class RecurringStates(IStateStore store)
{
    /// <summary>Since when a piece of work is paused; null when it is not.</summary>
    public async ValueTask<DateTimeOffset?> PausedSinceAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(PausedFact(name), cancellationToken) is > 0 and var since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;

    /// <summary>Pauses a piece of work since a moment, or lets it go on.</summary>
    public ValueTask<bool> PauseAsync(string name, DateTimeOffset? since, CancellationToken cancellationToken) =>
        WriteAsync(PausedFact(name), since?.ToUnixTimeMilliseconds() ?? 0, cancellationToken);

    /// <summary>How often a piece of work was triggered.</summary>
    public ValueTask<long> TriggeredAsync(string name, CancellationToken cancellationToken) => ReadAsync(TriggeredFact(name), cancellationToken);

    /// <summary>Keeps how often a piece of work was triggered.</summary>
    public ValueTask<bool> TriggerAsync(string name, long times, CancellationToken cancellationToken) => WriteAsync(TriggeredFact(name), times, cancellationToken);

    private static string PausedFact(string name) => $"operator/recurring/{name}/paused-since";

    private static string TriggeredFact(string name) => $"operator/recurring/{name}/triggered";

    private async ValueTask<long> ReadAsync(string fact, CancellationToken cancellationToken) =>
        await store.FactAsync(fact, cancellationToken) is { } kept ? long.Parse(Encoding.UTF8.GetString(kept), CultureInfo.InvariantCulture) : 0;

    private ValueTask<bool> WriteAsync(string fact, long number, CancellationToken cancellationToken) =>
        store.CommitAsync(new StateChange { Facts = [KeyValuePair.Create(fact, Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)))] }, cancellationToken);
}
