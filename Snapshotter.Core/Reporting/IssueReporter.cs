using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Reporting;

/// <summary>
/// Finds the issues in what is written to the state, and posts them to every outbox. It never waits and asks the stores nothing, so that the pipeline
/// does not feel it.
/// </summary>
public sealed class IssueReporter : IDisposable
{
    private readonly IStateStore _store;
    private readonly IReadOnlyList<IssueOutbox> _outboxes;
    private readonly TimeProvider _time;
    private readonly IssueTaper _taper = new();

    /// <summary>Listens to <paramref name="store"/>.</summary>
    public IssueReporter(IStateStore store, IEnumerable<IssueOutbox> outboxes, TimeProvider time)
    {
        _store = store;
        _outboxes = [.. outboxes];
        _time = time;
        if (_outboxes.Count > 0) store.Committed += Note;
    }

    /// <summary>Reports what a change tells of missed and incorrect snapshots, and of epochs that were submitted before their blocks were replaced.</summary>
    public void Note(StateChange change)
    {
        foreach (var forked in change.Forked)
        {
            if (!forked.IsRebuilt) Report(IssueType.UnhealthyEpochProcessing, "", forked.EpochId, ForkNote.SentenceOf(forked));
        }

        foreach (var report in change.Reports)
        {
            if (report.Outcome == SubmissionOutcome.Missed) Report(IssueType.MissedSnapshot, report.ProjectId, report.EpochId, report.Reason);
            else if (report.Outcome == SubmissionOutcome.Incorrect) Report(IssueType.SubmittedIncorrectSnapshot, report.ProjectId, report.EpochId, report.Reason);
            else if (report.Outcome == SubmissionOutcome.Successful) _taper.Succeeded(report.ProjectId);
        }
    }

    /// <summary>Reports an issue, unless the same came lately and its turn has not come.</summary>
    public void Report(IssueType type, string projectId, long epochId, string details)
    {
        if (_taper.Count(type, projectId, details) is not { } occurrences) return;
        var issue = new Issue(type, projectId, epochId, _time.GetUtcNow(), details, occurrences);
        foreach (var outbox in _outboxes) outbox.Post(issue);
    }

    /// <summary>What has no project does well again.</summary>
    public void Recovered() => _taper.Succeeded("");

    /// <inheritdoc/>
    public void Dispose() => _store.Committed -= Note;
}
