using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>Until which anchor block submissions for an epoch count.</summary>
public sealed class SubmissionWindows(IStateStore store, IProtocolContract contract, ContractViews views, AnchorRpc rpc, AnchorHead head, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    /// <summary>The last block whose submissions count, or null when the epoch is not known.</summary>
    /// <exception cref="Protocol.ProtocolStateException">The anchor chain does not answer.</exception>
    public async ValueTask<long?> LastBlockAsync(long epochId, CancellationToken cancellationToken)
    {
        if (await store.EpochAsync(epochId, cancellationToken) is not { } released) return null;
        return released.AnchorBlock + await views.ReadAsync(contract.SubmissionWindow(), cancellationToken);
    }

    /// <summary>The newest anchor block; asked for when none was seen yet.</summary>
    /// <exception cref="RpcException">The anchor chain does not answer.</exception>
    public async ValueTask<long> HeadAsync(bool mustLook, CancellationToken cancellationToken)
    {
        if (!mustLook && head.Number is { } seen) return seen;
        var batch = rpc.Client.CreateBatch("anchor");
        var number = batch.BlockNumber();
        await batch.SendAsync(cancellationToken);
        head.Saw(number.Value);
        return number.Value;
    }

    /// <summary>The projects for which the contract has received this node's submissions.</summary>
    /// <param name="entries">Of one epoch.</param>
    /// <param name="signer">Whose they are.</param>
    /// <param name="block">As of which anchor block: what was there at the last one of a window counts. Null for the newest.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <exception cref="RpcException">The anchor chain does not answer, or no longer for this block.</exception>
    public async ValueTask<HashSet<string>> CountedAsync(IReadOnlyList<OutboxEntry> entries, SubmissionSigner signer, long? block, CancellationToken cancellationToken)
    {
        // Where submissions go to a sequencer no view tells; and what was never signed is nowhere.
        OutboxEntry[] sent = [.. entries.Where(entry => signer.Form != SubmissionForm.V2 && entry.State != OutboxState.Queued)];
        if (sent.Length == 0) return [];
        var batch = rpc.Client.CreateBatch("views");
        var views = sent.Select(entry => V1Contract.WasReceived(entry.ProjectId, entry.EpochId, signer.Account)).ToArray();
        var answers = views.Select(view => batch.Call(contract.Address, view.Data, block is { } number ? number : BlockTag.Latest)).ToArray();
        await batch.SendAsync(cancellationToken);
        try
        {
            return [.. sent.Where((_, i) => views[i].Read(answers[i].Value)).Select(static entry => entry.ProjectId)];
        }
        catch (AbiException exception)
        {
            throw new ProtocolStateException($"The anchor chain did not tell what the contract received: {exception.Message}", exception);
        }
    }

    /// <summary>Cancels <paramref name="closed"/> when the next block would be past the last one that counts. Runs until then, or until cancelled.</summary>
    public async Task WatchAsync(long lastBlock, CancellationTokenSource closed, CancellationToken cancellationToken)
    {
        void Check(long number)
        {
            if (number >= lastBlock) _ = closed.CancelAsync();
        }

        head.Moved += Check;
        try
        {
            // Where nobody tells of new blocks, a submission that takes long is worth a look of its own.
            while (!closed.IsCancellationRequested)
            {
                await Task.Delay(LookInterval, time, cancellationToken);
                try
                {
                    Check(await HeadAsync(mustLook: true, cancellationToken));
                }
                catch (RpcException)
                {
                    // Whoever sends finds out too, and tells.
                }
            }
        }
        finally
        {
            head.Moved -= Check;
        }
    }
}
