using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Submission.Signing;

/// <summary>Signs submissions with the snapshotter's key.</summary>
public sealed class SubmissionSigner(PrivateKey key, SubmissionForm form, long slotId, IProtocolContract contract, AnchorRpc rpc)
{
    private Hash32? _domain;

    /// <summary>The snapshotter's account.</summary>
    public Address Account => key.Address;

    /// <summary>The generation of what is signed.</summary>
    public SubmissionForm Form => form;

    /// <summary>The entry with its deadline and signature. Transactions with an earlier signature are dropped: its deadline has passed, so that they count for nothing.</summary>
    /// <exception cref="RpcException">The anchor chain's id is not known yet, and could not be read.</exception>
    public async ValueTask<OutboxEntry> SignAsync(OutboxEntry entry, long deadline, CancellationToken cancellationToken)
    {
        var domain = _domain ??= await ReadDomainAsync(cancellationToken);
        var digest = SubmissionTypes.Digest(form, domain, ToRequest(entry, deadline));
        return entry with { State = OutboxState.Signed, Deadline = deadline, Signature = key.Sign(digest).ToBytes(), Transactions = [] };
    }

    /// <summary>What an entry vouches for.</summary>
    public SubmissionRequest ToRequest(OutboxEntry entry, long deadline) => new(slotId, deadline, entry.Cid.ToString(), entry.EpochId, entry.ProjectId);

    private async ValueTask<Hash32> ReadDomainAsync(CancellationToken cancellationToken)
    {
        var batch = rpc.Client.CreateBatch("anchor");
        var chainId = batch.ChainId();
        await batch.SendAsync(cancellationToken);
        return SubmissionTypes.DomainSeparator(chainId.Value, contract.Address);
    }
}
