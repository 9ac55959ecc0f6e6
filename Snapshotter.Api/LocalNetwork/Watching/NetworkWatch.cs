using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Api.LocalNetwork.Watching;

/// <summary>Reads from the contract's events what every node does, so that no node is asked about itself.</summary>
internal sealed class NetworkWatch(RpcClient anchor, Address contract)
{
    private const string Finalized = "SnapshotFinalized(uint256,uint256,string,string,uint256,uint256,uint256)";

    private static readonly AbiEvent Released = ContractArtifact.ProtocolStateV1.Abi.Event("EpochReleased");
    private static readonly AbiEvent Submitted = ContractArtifact.ProtocolStateV1.Abi.Event("SnapshotSubmitted");
    private static readonly AbiEvent Delayed = ContractArtifact.ProtocolStateV1.Abi.Event("DelayedSnapshotSubmitted");
    private static readonly AbiEvent Decided = ContractArtifact.ProtocolStateV1.Abi.Event(Finalized);

    private long _next;

    /// <summary>The epochs so far.</summary>
    public SortedDictionary<long, WatchedEpoch> Epochs { get; } = [];

    /// <summary>The newest anchor block that was read.</summary>
    public long Block => _next - 1;

    /// <summary>Takes in what happened since the last look, and returns how many events that were.</summary>
    /// <exception cref="RpcException">The anchor chain does not answer.</exception>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var head = await HeadAsync(cancellationToken);
        if (head < _next) return 0;
        var batch = anchor.CreateBatch("watch");
        var logs = batch.Logs(new LogFilter([contract], [], _next, head));
        await batch.SendAsync(cancellationToken);
        foreach (var log in logs.Value) TakeIn(log);
        _next = head + 1;
        return logs.Value.Length;
    }

    private async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        var batch = anchor.CreateBatch("watch");
        var head = batch.BlockNumber();
        await batch.SendAsync(cancellationToken);
        return head.Value;
    }

    private void TakeIn(LogEntry log)
    {
        if (Released.Matches(log.Topics))
        {
            var values = Released.Decode(log.Topics, log.Data);
            var id = (long)values.Get<BigInteger>("epochId");
            Epochs.TryAdd(id, new WatchedEpoch(id, (long)values.Get<BigInteger>("timestamp"), log.BlockNumber));
        }
        else if (Submitted.Matches(log.Topics) || Delayed.Matches(log.Topics))
        {
            var isLate = Delayed.Matches(log.Topics);
            var values = (isLate ? Delayed : Submitted).Decode(log.Topics, log.Data);
            ProjectOf(values).Submissions[values.Get<Address>("snapshotterAddr")] = new Submission(values.Get<string>("snapshotCid"), isLate);
        }
        else if (Decided.Matches(log.Topics))
        {
            var values = Decided.Decode(log.Topics, log.Data);
            var project = ProjectOf(values);
            project.Finalized = values.Get<string>("snapshotCid");
            project.FinalizedAt = (long)values.Get<BigInteger>("timestamp");
        }
    }

    private WatchedProject ProjectOf(AbiValues values)
    {
        var id = (long)values.Get<BigInteger>("epochId");
        if (!Epochs.TryGetValue(id, out var epoch)) Epochs.Add(id, epoch = new WatchedEpoch(id, 0, 0));
        var projectId = values.Get<string>("projectId");
        if (!epoch.Projects.TryGetValue(projectId, out var project)) epoch.Projects.Add(projectId, project = new WatchedProject());
        return project;
    }
}
