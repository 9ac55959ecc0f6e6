using System.Text.Json.Nodes;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Ethereum.JsonRpc;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

/// <summary>An anchor chain of scripted blocks, some of which hold a decision of the contract on one project in epoch 1.</summary>
/// <param name="Blocks">The blocks.</param>
/// <param name="Decisions">What was decided, by the hash of the block.</param>
internal sealed record AnchorBlocks(ScriptedBlocks Blocks, IReadOnlyDictionary<Hash32, Cid> Decisions)
{
    public const string Project = "type:a:NS";
    public static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");
    private static readonly AbiEvent Finalized = AbiEvent.Parse("SnapshotFinalized(uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 timestamp)");

    public static AnchorBlocks Genesis { get; } = new(ScriptedBlocks.Genesis, new Dictionary<Hash32, Cid>());

    public long Head => Blocks.Head;

    /// <summary>The chain with more blocks up to a height.</summary>
    public AnchorBlocks UpTo(long head, string branch = "trunk") => this with { Blocks = Blocks.UpTo(head, branch) };

    /// <summary>The chain of the same height whose blocks from one on are of another branch, and hold nothing.</summary>
    public AnchorBlocks Fork(long from, string branch) => this with { Blocks = Blocks.Fork(from, branch) };

    /// <summary>The chain that ends with a block.</summary>
    public AnchorBlocks CutAt(long head) => this with { Blocks = new ScriptedBlocks([.. Blocks.Hashes.Take((int)head + 1)]) };

    /// <summary>The chain whose newest block holds a decision.</summary>
    public AnchorBlocks Deciding(Cid cid) => this with { Decisions = new Dictionary<Hash32, Cid>(Decisions) { [Blocks.HashOf(Head)] = cid } };

    /// <summary>Answers a JSON-RPC call.</summary>
    public JsonObject Answer(JsonNode call)
    {
        if (Method(call) == "eth_getLogs") return ScriptedEndpoints.Result(LogsOf(call["params"]![0]!));
        if (Method(call) != "eth_getBlockByNumber" || (string)call["params"]![0]! != "latest") return Blocks.Answer(call);
        var newest = call.DeepClone();
        newest["params"]![0] = Quantity(Head);
        return Blocks.Answer(newest);
    }

    private JsonArray LogsOf(JsonNode filter)
    {
        var to = filter["toBlock"] is { } last && (string)last! != "latest" ? Math.Min(Number(last), Head) : Head;
        var logs = new JsonArray();
        for (var number = Number(filter["fromBlock"]!); number <= to; number++)
        {
            if (!Decisions.TryGetValue(Blocks.HashOf(number), out var cid)) continue;
            var log = Finalized.Encode([1, 10, Project, cid.ToString(), 1]);
            logs.Add(new JsonObject
            {
                ["address"] = Contract.ToString(),
                ["topics"] = new JsonArray([.. log.Topics.Select(static topic => (JsonNode)topic.ToString())]),
                ["data"] = Hex.Prefixed(log.Data),
                ["blockNumber"] = Quantity(number),
                ["blockHash"] = Blocks.HashOf(number).ToString(),
                ["transactionHash"] = Blocks.HashOf(number).ToString(),
                ["transactionIndex"] = "0x0",
                ["logIndex"] = "0x0",
                ["removed"] = false,
            });
        }

        return logs;
    }
}
