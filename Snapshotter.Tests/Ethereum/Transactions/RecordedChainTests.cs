using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Rlp;
using Snapshotter.Ethereum.Transactions;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Transactions;

/// <summary>The chain behind the execution-apis vectors: every kind of transaction, against what a node answered about it.</summary>
public class RecordedChainTests
{
    [Fact]
    public void Every_transaction_of_the_chain_is_written_back_and_has_the_hash_and_sender_a_node_reports()
    {
        var encodings = ReadChain();
        var signed = encodings.Select(bytes => SignedTransaction.Decode(bytes)).ToList();
        signed.Select(transaction => transaction.Encode()).Should().BeEquivalentTo(encodings, options => options.WithStrictOrdering());
        signed.Select(transaction => transaction.Transaction.Type).Distinct().Should().BeEquivalentTo(Enum.GetValues<TransactionType>());

        var byHash = signed.ToDictionary(transaction => transaction.Hash().ToString());
        var (compared, created) = (new HashSet<string>(), 0);
        foreach (var answer in Answers())
        {
            var hash = (string?)answer["hash"] ?? (string?)answer["transactionHash"];
            if (hash is null || answer["from"] is not { } from || !byHash.TryGetValue(hash, out var transaction)) continue;
            var sender = transaction.RecoverSender();
            sender.ToString().Should().Be((string)from!, hash);
            compared.Add(hash);
            if ((string?)answer["contractAddress"] is not { } contract) continue;
            ContractAddress.Create(sender, transaction.Transaction.Nonce).ToString().Should().Be(contract);
            created++;
        }

        compared.Count.Should().BeGreaterThan(10);
        created.Should().BeGreaterThan(0);
    }

    [Fact]
    public void Every_raw_transaction_sent_has_the_hash_a_node_answered()
    {
        var files = Directory.GetFiles(Repository.Vector("execution-apis", "eth_sendRawTransaction"));
        files.Should().HaveCount(5);
        foreach (var file in files)
        {
            var lines = ReadLines(file);
            var bytes = Hex.Decode((string)Json(lines, ">> ")["params"]![0]!);
            var signed = SignedTransaction.DecodePooled(bytes);
            signed.Hash().ToString().Should().Be((string)Json(lines, "<< ")["result"]!, file);
            if (signed.Transaction is not BlobTransaction) continue;

            var decode = () => SignedTransaction.Decode(bytes);
            decode.Should().Throw<TransactionException>();
        }
    }

    private static List<byte[]> ReadChain()
    {
        var chain = new RlpReader(Repository.ReadBytes(Repository.Vector("execution-apis", "chain.rlp")));
        var transactions = new List<byte[]>();
        while (!chain.IsAtEnd)
        {
            var block = chain.ReadList();
            block.ReadEncoded();
            var list = block.ReadList();
            while (!list.IsAtEnd) transactions.Add(list.NextIsList ? list.ReadEncoded().ToArray() : list.ReadBytes().ToArray());
        }

        transactions.Should().HaveCountGreaterThan(50);
        return transactions;
    }

    private static IEnumerable<JsonObject> Answers() =>
        from file in Directory.GetFiles(Repository.Vector("execution-apis"), "*.io", SearchOption.AllDirectories)
        where Path.GetFileName(Path.GetDirectoryName(file))!.StartsWith("eth_get", StringComparison.Ordinal)
        from line in ReadLines(file)
        where line.StartsWith("<< ", StringComparison.Ordinal)
        from found in Objects(JsonNode.Parse(line[3..]))
        select found;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(member => Objects(member.Value)).Prepend(item),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    private static string[] ReadLines(string file) => Encoding.UTF8.GetString(Repository.ReadBytes(file)).Split('\n');

    private static JsonNode Json(string[] lines, string prefix) =>
        JsonNode.Parse(lines.First(line => line.StartsWith(prefix, StringComparison.Ordinal))[prefix.Length..])!;
}
