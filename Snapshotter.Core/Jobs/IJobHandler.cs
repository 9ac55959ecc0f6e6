using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs;

/// <summary>Does the work of one kind of job. Doing it twice has the effect of doing it once.</summary>
public interface IJobHandler
{
    /// <summary>The kind of job it handles.</summary>
    string Kind { get; }

    /// <summary>Does the work and returns what is to be written, the jobs that follow included. Completion is added by the caller.</summary>
    /// <param name="job">The job.</param>
    /// <param name="isLastAttempt">Whether a failure buries the job: then what can be saved should be.</param>
    /// <param name="cancellationToken">Cancels the work; the job is delivered again.</param>
    Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken);

    /// <summary>What a job gave is written. Must be quick and must not throw.</summary>
    void Committed()
    {
    }

    /// <summary>What is to be written when the job is given up, so that its projects end in a named state with the reason.</summary>
    Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken);
}
