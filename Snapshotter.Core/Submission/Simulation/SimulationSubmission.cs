using Microsoft.Extensions.Logging;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Submission.Simulation;

/// <summary>
/// Shows the network once at each start that this node can build, sign and submit: snapshots of the newest blocks go out under epoch 0, which
/// is noted and never counted (spec node 3, protocol 2.5, 7.5). Epochs do not wait for it, and it failing stops nothing.
/// </summary>
public sealed partial class SimulationSubmission(
    SimulatedEpoch epoch, SubmissionSigner signer, SubmissionWindows windows, ISubmitter submitter, ProtocolOptions options, TimeProvider time, ILogger<SimulationSubmission> logger) : IPipelinePart
{
    private const int MaxAttempts = 3;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        OutboxEntry[]? open = null;
        var taken = 0;
        for (var attempt = 1; attempt <= MaxAttempts && open is not { Length: 0 }; attempt++)
        {
            if (attempt > 1) await Task.Delay(options.MaxRetryDelay, time, cancellationToken);
            try
            {
                // Signed once: what was taken is not posted again.
                open ??= await SignAsync(cancellationToken);
                var deliveries = await submitter.DeliverAsync(open, CancellationToken.None, cancellationToken);
                taken += deliveries.Count(static delivery => delivery.Fate == DeliveryFate.Delivered);
                open = [.. open.Where((_, i) => deliveries[i].Fate == DeliveryFate.Later)];
                if (deliveries.FirstOrDefault(static delivery => delivery.Fate != DeliveryFate.Delivered) is { } failed) LogFailed(attempt, MaxAttempts, failed.Reason);
            }
            catch (Exception exception) when (exception is RpcException or SourceChainException or ProtocolStateException or SnapshotException)
            {
                LogFailed(attempt, MaxAttempts, exception.Message);
            }
        }

        if (taken > 0) LogTaken(taken);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    /// <exception cref="SnapshotException">No project could be built.</exception>
    private async Task<OutboxEntry[]> SignAsync(CancellationToken cancellationToken)
    {
        var builds = await epoch.BuildAsync(cancellationToken);
        var deadline = await windows.HeadAsync(mustLook: true, cancellationToken) + options.DeadlineBuffer;
        var entries = new List<OutboxEntry>(builds.Count);
        foreach (var build in builds)
        {
            if (build.Bytes is { } bytes) entries.Add(await signer.SignAsync(new OutboxEntry(SimulatedEpoch.Id, build.ProjectId, CidOf.Content(bytes.Span)), deadline, cancellationToken));
        }

        return entries.Count > 0 ? [.. entries] : throw new SnapshotException((builds.Count > 0 ? builds[0].Error : null) ?? "The configuration has no project that is known before an epoch.");
    }

    [LoggerMessage(EventId = 1761, Level = LogLevel.Information, Message = "The simulation: {Count} submissions of epoch 0 were taken.")]
    private partial void LogTaken(int count);

    [LoggerMessage(EventId = 1762, Level = LogLevel.Warning, Message = "The simulation did not go through (attempt {Attempt} of {Attempts}); epochs go on all the same: {Reason}")]
    private partial void LogFailed(int attempt, int attempts, string reason);
}
