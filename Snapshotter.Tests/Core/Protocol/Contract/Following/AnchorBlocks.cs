using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Ethereum.JsonRpc;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

/// <summary>An anchor chain of scripted blocks. Some hold a decision of the contract on one project in epoch 1, or the release of an epoch.</summary>
/// <param name="Blocks">The blocks.</param>
internal sealed record AnchorBlocks(ScriptedBlocks Blocks)
{
    public const string Project = "type:a:NS";
    public static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");
    private static readonly AbiEvent Finalized = AbiEvent.Parse("SnapshotFinalized(uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 timestamp)");
    private static readonly AbiEvent Released = AbiEvent.Parse("EpochReleased(uint256 indexed epochId, uint256 begin, uint256 end, uint256 timestamp)");
    private static readonly AbiFunction Status = AbiFunction.Parse("snapshotStatus(string projectId, uint256 epochId) view returns (bool finalized, uint256 timestamp)");
    private static readonly AbiFunction WindowView = AbiFunction.Parse("snapshotSubmissionWindow() view returns (uint256)");
    private static readonly AbiFunction CurrentView = AbiFunction.Parse("currentEpoch() view returns (uint256 begin, uint256 end, uint256 epochId)");
    private static readonly AbiFunction Leading = AbiFunction.Parse("maxSnapshotsCid(string projectId, uint256 epochId) view returns (string)");

    /// <summary>For how many blocks after its release an epoch can be submitted for.</summary>
    public const int Window = 8;

    public static AnchorBlocks Genesis { get; } = new(ScriptedBlocks.Genesis);

    /// <summary>What was decided, by the hash of the block.</summary>
    public ImmutableDictionary<Hash32, Cid> Decisions { get; init; } = ImmutableDictionary<Hash32, Cid>.Empty;

    /// <summary>Blocks whose decision no log tells of.</summary>
    public ImmutableHashSet<Hash32> Untold { get; init; } = [];

    /// <summary>Epochs that were released, by the hash of the block.</summary>
    public ImmutableDictionary<Hash32, long> Releases { get; init; } = ImmutableDictionary<Hash32, long>.Empty;

    public long Head => Blocks.Head;

    /// <summary>The chain with more blocks up to a height.</summary>
    public AnchorBlocks UpTo(long head, string branch = "trunk") => this with { Blocks = Blocks.UpTo(head, branch) };

    /// <summary>The chain of the same height whose blocks from one on are of another branch, and hold nothing.</summary>
    public AnchorBlocks Fork(long from, string branch) => this with { Blocks = Blocks.Fork(from, branch) };

    /// <summary>The chain that ends with a block.</summary>
    public AnchorBlocks CutAt(long head) => this with { Blocks = new ScriptedBlocks([.. Blocks.Hashes.Take((int)head + 1)]) };

    /// <summary>The chain whose newest block holds a decision.</summary>
    public AnchorBlocks Deciding(Cid cid) => this with { Decisions = Decisions.SetItem(Blocks.HashOf(Head), cid) };

    /// <summary>The chain whose newest block holds a decision that only the contract's views tell of.</summary>
    public AnchorBlocks DecidingUntold(Cid cid) => Deciding(cid) with { Untold = Untold.Add(Blocks.HashOf(Head)) };

    /// <summary>The chain whose newest block holds the release of an epoch.</summary>
    public AnchorBlocks Releasing(long epochId) => this with { Releases = Releases.SetItem(Blocks.HashOf(Head), epochId) };

    /// <summary>Answers a JSON-RPC call.</summary>
    public JsonObject Answer(JsonNode call)
    {
        if (Method(call) == "eth_getLogs") return ScriptedEndpoints.Result(LogsOf(call["params"]![0]!));
        if (Method(call) == "eth_call") return View(call["params"]!);
        if (Method(call) != "eth_getBlockByNumber" || (string)call["params"]![0]! != "latest") return Blocks.Answer(call);
        var newest = call.DeepClone();
        newest["params"]![0] = Quantity(Head);
        return Blocks.Answer(newest);
    }

    private JsonObject View(JsonNode parameters)
    {
        var at = parameters[1] is JsonObject pinned ? Enumerable.Range(0, (int)Head + 1).LastOrDefault(number => Blocks.HashOf(number).ToString() == (string)pinned["blockHash"]!, -1) : (int)Head;
        if (at < 0) return ScriptedEndpoints.Error(-32000, "header not found");
        Cid? decided = Enumerable.Range(0, at + 1).Select(number => Decisions.TryGetValue(Blocks.HashOf(number), out var cid) ? cid : (Cid?)null).LastOrDefault(static cid => cid is not null);
        var selector = Hex.Decode((string)parameters[0]!["data"]!).AsSpan(0, 4);
        if (selector.SequenceEqual(WindowView.Selector.ToBytes())) return ScriptedEndpoints.Result(Hex.Prefixed(WindowView.EncodeResult([Window])));
        if (selector.SequenceEqual(CurrentView.Selector.ToBytes()))
        {
            var epoch = Enumerable.Range(0, at + 1).Select(number => Releases.GetValueOrDefault(Blocks.HashOf(number))).Max();
            return ScriptedEndpoints.Result(Hex.Prefixed(CurrentView.EncodeResult([(epoch * 10) + 1, (epoch * 10) + 10, epoch])));
        }

        var isStatus = selector.SequenceEqual(Status.Selector.ToBytes());
        return ScriptedEndpoints.Result(Hex.Prefixed(isStatus ? Status.EncodeResult([decided is not null, 1]) : Leading.EncodeResult([decided?.ToString() ?? ""])));
    }

    private JsonArray LogsOf(JsonNode filter)
    {
        var to = filter["toBlock"] is { } last && (string)last! != "latest" ? Math.Min(Number(last), Head) : Head;
        var logs = new JsonArray();
        for (var number = Number(filter["fromBlock"]!); number <= to; number++)
        {
            var hash = Blocks.HashOf(number);
            if (Decisions.TryGetValue(hash, out var cid) && !Untold.Contains(hash)) logs.Add(LogOf(Finalized.Encode([1, 10, Project, cid.ToString(), 1]), number, logs.Count));
            if (Releases.TryGetValue(hash, out var epoch)) logs.Add(LogOf(Released.Encode([epoch, (epoch * 10) + 1, (epoch * 10) + 10, 1_700_000_000 + number]), number, logs.Count));
        }

        return logs;
    }

    private JsonObject LogOf(AbiLog log, long number, int index) => new()
    {
        ["address"] = Contract.ToString(),
        ["topics"] = new JsonArray([.. log.Topics.Select(static topic => (JsonNode)topic.ToString())]),
        ["data"] = Hex.Prefixed(log.Data),
        ["blockNumber"] = Quantity(number),
        ["blockHash"] = Blocks.HashOf(number).ToString(),
        ["transactionHash"] = Blocks.HashOf(number).ToString(),
        ["transactionIndex"] = "0x0",
        ["logIndex"] = Quantity(index),
        ["removed"] = false,
    };
}
