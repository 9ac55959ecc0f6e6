using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Ethereum.JsonRpc;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Epochs.Forks;

/// <summary>A chain of empty blocks from block 1 on. A block's hash follows from its parent's and from the name of the branch that it was put on.</summary>
internal sealed record ScriptedBlocks(IReadOnlyList<Hash32> Hashes)
{
    /// <summary>A block that names a parent which nobody has.</summary>
    public long? Orphan { get; init; }

    public static ScriptedBlocks Genesis { get; } = new([Keccak256.Hash("genesis")]);

    public long Head => Hashes.Count - 1;

    public Hash32 HashOf(long number) => Hashes[(int)number];

    /// <summary>The chain with more blocks up to a height.</summary>
    public ScriptedBlocks UpTo(long head, string branch = "trunk")
    {
        var hashes = Hashes.ToList();
        while (hashes.Count <= head) hashes.Add(Keccak256.Hash(Encoding.UTF8.GetBytes($"{hashes[^1]} {branch}")));
        return new ScriptedBlocks(hashes);
    }

    /// <summary>The chain of the same height whose blocks from one on are of another branch.</summary>
    public ScriptedBlocks Fork(long from, string branch) => new ScriptedBlocks([.. Hashes.Take((int)from)]).UpTo(Head, branch);

    /// <summary>Answers a JSON-RPC call.</summary>
    public JsonObject Answer(JsonNode call) => ScriptedEndpoints.Result(Method(call) switch
    {
        "eth_blockNumber" => Quantity(Head),
        "eth_getBlockByNumber" => BlockAsked(call) is var number && number <= Head ? BlockOf(number) : null,
        "eth_getLogs" => new JsonArray(),
        var other => throw new InvalidOperationException($"{other} was not expected."),
    });

    private JsonObject BlockOf(long number) => new()
    {
        ["number"] = Quantity(number),
        ["hash"] = HashOf(number).ToString(),
        ["parentHash"] = (number == 0 || number == Orphan ? default : HashOf(number - 1)).ToString(),
        ["timestamp"] = Quantity(1_700_000_000 + (12 * number)),
        ["logsBloom"] = "0x" + new string('0', 512),
        ["transactions"] = new JsonArray(),
    };
}
