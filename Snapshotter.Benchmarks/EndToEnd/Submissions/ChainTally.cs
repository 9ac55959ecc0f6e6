using System.Globalization;
using System.Text.Json;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Benchmarks.EndToEnd.Submissions;

/// <summary>What blocks of the chain tell of submissions, whatever the nodes think.</summary>
/// <param name="Counted">The submissions in time, by snapshotter and project.</param>
/// <param name="Late">How many came after the window.</param>
/// <param name="Finalized">The CID that is final, by project.</param>
/// <param name="Transactions">How many transactions the blocks hold.</param>
/// <param name="Gas">What they used.</param>
/// <param name="Blocks">How many blocks there were up to the last one with a transaction.</param>
internal sealed record ChainTally(
    IReadOnlySet<(Address Snapshotter, string ProjectId, string Cid)> Counted, int Late, IReadOnlyDictionary<string, string> Finalized, int Transactions, long Gas, int Blocks)
{
    private const string FinalizedEvent = "SnapshotFinalized(uint256,uint256,string,string,uint256,uint256,uint256)";

    private static readonly AbiEvent Submitted = ContractArtifact.ProtocolStateV1.Abi.Event("SnapshotSubmitted");
    private static readonly AbiEvent Delayed = ContractArtifact.ProtocolStateV1.Abi.Event("DelayedSnapshotSubmitted");
    private static readonly AbiEvent Decided = ContractArtifact.ProtocolStateV1.Abi.Event(FinalizedEvent);

    /// <summary>Reads the blocks after one, up to the newest.</summary>
    public static async Task<ChainTally> ReadAsync(RpcClient rpc, Address contract, long after, CancellationToken cancellationToken)
    {
        var newest = rpc.CreateBatch("tally");
        var head = newest.BlockNumber();
        await newest.SendAsync(cancellationToken);
        var batch = rpc.CreateBatch("tally");
        var logs = batch.Logs(new LogFilter([contract], [], after + 1, head.Value));
        var blocks = Enumerable.Range(1, (int)(head.Value - after)).Select(i => batch.Raw("eth_getBlockByNumber", "0x" + (after + i).ToString("x", CultureInfo.InvariantCulture), false)).ToArray();
        await batch.SendAsync(cancellationToken);

        var counted = new HashSet<(Address, string, string)>();
        var finalized = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var log in logs.Value)
        {
            if (Submitted.Matches(log.Topics))
            {
                var values = Submitted.Decode(log.Topics, log.Data);
                counted.Add((values.Get<Address>("snapshotterAddr"), values.Get<string>("projectId"), values.Get<string>("snapshotCid")));
            }
            else if (Decided.Matches(log.Topics))
            {
                var values = Decided.Decode(log.Topics, log.Data);
                finalized.Add(values.Get<string>("projectId"), values.Get<string>("snapshotCid"));
            }
        }

        int[] transactions = [.. blocks.Select(static block => block.Value.GetProperty("transactions").GetArrayLength())];
        return new ChainTally(
            counted, logs.Value.Count(static log => Delayed.Matches(log.Topics)), finalized, transactions.Sum(),
            blocks.Sum(static block => GasOf(block.Value)), Array.FindLastIndex(transactions, static count => count > 0) + 1);
    }

    private static long GasOf(JsonElement block) => long.Parse(block.GetProperty("gasUsed").GetString()!.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
