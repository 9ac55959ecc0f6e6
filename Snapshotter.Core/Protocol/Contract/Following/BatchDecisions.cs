using System.Text.Json;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>What batches of a sequencer decided: their events name an epoch only, the projects and CIDs stand in the transactions' input (spec protocol 7.1).</summary>
public sealed class BatchDecisions(AnchorRpc rpc)
{
    private static readonly AbiFunction Submit = AbiFunction.Parse(
        "submitSubmissionBatch(address dataMarket, string batchCid, uint256 epochId, string[] projectIds, string[] snapshotCids, bytes32 finalizedCidsRootHash)");

    /// <summary>The blocks with every batch replaced by its decisions.</summary>
    /// <exception cref="RpcException">A transaction could not be read.</exception>
    internal async ValueTask<AppliedBlock[]> ResolveAsync(AppliedBlock[] blocks, CancellationToken cancellationToken)
    {
        var submitted = blocks.SelectMany(static block => block.Events).OfType<ProtocolEvent.BatchSubmitted>().ToArray();
        if (submitted.Length == 0) return blocks;
        var batch = rpc.Client.CreateBatch("anchor");
        var transactions = submitted.Select(static one => one.Transaction).Distinct()
            .ToDictionary(static hash => hash, hash => batch.Raw("eth_getTransactionByHash", hash.ToString()));
        await batch.SendAsync(cancellationToken);
        return [.. blocks.Select(block => block with { Events = [.. block.Events.SelectMany(one => one is ProtocolEvent.BatchSubmitted taken ? Decode(taken, transactions[taken.Transaction].Value) : [one])] })];
    }

    private static IEnumerable<ProtocolEvent> Decode(ProtocolEvent.BatchSubmitted batch, JsonElement transaction)
    {
        if (transaction.ValueKind != JsonValueKind.Object || transaction.GetProperty("input").GetString() is not { } input) return [];
        var data = Hex.Decode(input);
        // A batch that came through another contract is not read here; the views tell of it when somebody asks.
        if (!Selector.TryRead(data, out var selector) || selector != Submit.Selector) return [];
        var values = Submit.DecodeCall(data);
        return values.Get<IReadOnlyList<object?>>("projectIds").Zip(values.Get<IReadOnlyList<object?>>("snapshotCids"), (project, text) =>
                EventValues.CidOrNull((string)text!) is { } cid ? new ProtocolEvent.SnapshotFinalized(batch.EpochId, (string)project!, cid) : null)
            .OfType<ProtocolEvent>();
    }
}
