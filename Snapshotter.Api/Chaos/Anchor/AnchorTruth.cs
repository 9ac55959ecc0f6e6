using System.Text.Json;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Core.Submission.Direct;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Api.Chaos.Anchor;

/// <summary>What the anchor chain says when a run is over.</summary>
/// <param name="Final">What the contract holds as final.</param>
/// <param name="Submissions">What the node submitted, in the order of the chain, without what failed before it succeeded.</param>
internal sealed record AnchorTruth(IReadOnlyDictionary<SnapshotKey, string> Final, IReadOnlyList<AnchorSubmission> Submissions)
{
    /// <summary>Reads it off the chain.</summary>
    public static async Task<AnchorTruth> ReadAsync(AnvilControl anvil, Address contract, Address snapshotter, long firstBlock, IReadOnlyList<SnapshotKey> keys)
    {
        var transactions = (await anvil.BlocksAsync(firstBlock, await anvil.HeadAsync())).SelectMany(static block => block.GetProperty("transactions").EnumerateArray())
            .Where(transaction => transaction.GetProperty("from").GetString() == snapshotter.ToString() && transaction.GetProperty("to").GetString() == contract.ToString()).ToArray();
        var batch = anvil.Rpc.CreateBatch("truth");
        var receipts = transactions.Select(transaction => batch.Receipt(Hash32.Parse(transaction.GetProperty("hash").GetString()!))).ToArray();
        await batch.SendAsync(CancellationToken.None);
        return new AnchorTruth(
            await ReadFinalAsync(anvil, contract, keys),
            [.. transactions.Zip(receipts).Select(static pair => Read(pair.First, pair.Second.Value!)).GroupBy(static one => one.Key).SelectMany(static ofKey => ofKey.SkipWhile(static one => !one.Succeeded))]);
    }

    /// <summary>Reads what the contract holds as final.</summary>
    public static async Task<IReadOnlyDictionary<SnapshotKey, string>> ReadFinalAsync(AnvilControl anvil, Address contract, IReadOnlyList<SnapshotKey> keys)
    {
        var view = ContractArtifact.ProtocolStateV1.Abi.Function("getFinalizedSnapshot");
        var batch = anvil.Rpc.CreateBatch("truth");
        var finals = keys.Select(key => batch.Call(contract, view.EncodeCall([key.ProjectId, key.EpochId]), BlockTag.Latest)).ToArray();
        await batch.SendAsync(CancellationToken.None);
        return keys.Zip(finals).Select(pair => (Key: pair.First, Cid: view.DecodeResult(pair.Second.Value).Get<string>(0))).Where(static pair => pair.Cid.Length > 0).ToDictionary(static pair => pair.Key, static pair => pair.Cid);
    }

    private static AnchorSubmission Read(JsonElement transaction, TransactionReceipt receipt)
    {
        var (epochId, projectId, cid) = SubmitSnapshotCall.Decode(Hex.Decode(transaction.GetProperty("input").GetString()!));
        return new AnchorSubmission(new SnapshotKey(epochId, projectId), cid, receipt.Succeeded != false);
    }
}

/// <summary>A transaction of the node in the anchor chain.</summary>
/// <param name="Key">What it submitted for.</param>
/// <param name="Cid">What it submitted.</param>
/// <param name="Succeeded">Whether the contract took it.</param>
internal sealed record AnchorSubmission(SnapshotKey Key, string Cid, bool Succeeded);
