using System.Diagnostics.Metrics;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Submission;

/// <summary>What can be measured of submissions and of what consensus made of them.</summary>
public sealed class SubmissionMetrics
{
    private static readonly MetricLabel State = new("state", "how far it came: `signed` is about to be sent, `delivered` was acknowledged, `failed` was refused or too late") { Values = LabelValues.All<OutboxState>() };
    private static readonly MetricLabel Outcome = new("outcome", "what consensus made of it") { Values = LabelValues.All<SubmissionOutcome>() };

    private readonly Counter<long> _submissions;
    private readonly Counter<long> _accounts;
    private Func<int>? _depth;

    /// <summary>Makes the instruments.</summary>
    public SubmissionMetrics(NodeMeter meter)
    {
        _submissions = meter.Count("snapshotter.submissions", "{submission}", "Submissions to the contract that reached a state; one that is signed anew counts again.", State);
        _accounts = meter.Count("snapshotter.submissions.accounts", "{submission}", "Snapshots accounted for after a decision of consensus, or because none could come.", Outcome);
        meter.Observe("snapshotter.outbox.depth", "{submission}", "Submissions in hand that have not ended.", ReadDepth);
    }

    /// <summary>Tells where the number of open submissions is read.</summary>
    public void Watch(Func<int> depth) => _depth = depth;

    /// <summary>Counts the submissions in a change.</summary>
    public void Note(StateChange change)
    {
        if (!_submissions.Enabled) return;
        foreach (var entry in change.Outbox) _submissions.Add(1, Tag.Of(State, LabelValues.Of(entry.State)));
        foreach (var report in change.Reports) _accounts.Add(1, Tag.Of(Outcome, LabelValues.Of(report.Outcome)));
    }

    private IEnumerable<Measurement<int>> ReadDepth() => _depth is { } depth ? [new Measurement<int>(depth())] : [];
}
