using System.Collections.Concurrent;
using Quartz;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>What recurring work passes when its time has come: paused work goes no further, unless its operator triggered it.</summary>
internal sealed class RecurringGate(RecurringStates states)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _passed = new(StringComparer.Ordinal);

    /// <summary>Whether the work is to be done.</summary>
    public async ValueTask<bool> PassesAsync(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var name = context.JobDetail.Key.Name;
        if (!IsTriggered(context) && await states.PausedSinceAsync(name, cancellationToken) is not null) return false;
        _passed[name] = context.FireTimeUtc;
        return true;
    }

    /// <summary>Whether the operator asked for it. The schedule's own trigger has the name of its work.</summary>
    public static bool IsTriggered(IJobExecutionContext context) => context.Trigger.Key.Name != context.JobDetail.Key.Name;

    /// <summary>When the work was last done in this process; null before the first time.</summary>
    public DateTimeOffset? LastAt(string name) => _passed.TryGetValue(name, out var at) ? at : null;
}
