using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>Whether the contract lets this node's account submit, for its health: an account that is not allowed builds in vain.</summary>
public sealed class SnapshotterStanding(SubmissionSigner signer, IProtocolContract contract, ContractViews views, PipelineProgress progress, ProtocolOptions options, TimeProvider time) : IPipelinePart, IProtocolEvents
{
    /// <inheritdoc/>
    public void Happened(ProtocolEvent happened)
    {
        if (happened is ProtocolEvent.SnapshotterUpdated updated && updated.Account == signer.Account) Tell(updated.Allowed);
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                Tell(await views.ReadAsync(contract.IsSnapshotter(signer.Account), cancellationToken));
                break;
            }
            catch (ProtocolStateException)
            {
                // Who follows the anchor chain tells that it does not answer.
                await Task.Delay(options.Heartbeat, time, cancellationToken);
            }
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private void Tell(bool isAllowed) => progress.Submitting(isAllowed ? null : $"The contract does not allow {signer.Account.ToChecksumString()} to submit: have the account registered.");
}
