using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Tries;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Tries;

public sealed class TrieVectorTests
{
    [Fact]
    public void Every_trie_of_the_ethereum_tests_has_its_root()
    {
        var met = 0;
        foreach (var (file, cases) in Repository.ReadJson(Repository.Vector("trie", "ethereum-tests-TrieTests.json.gz")).AsObject())
        {
            if (file.Contains("nextprev", StringComparison.Ordinal)) continue;
            var isSecure = file.Contains("secure", StringComparison.OrdinalIgnoreCase);
            foreach (var (name, trie) in cases!.AsObject())
            {
                TrieRoot.Of(Values(trie!["in"]!, isSecure)).ToString().Should().Be((string)trie["root"]!, $"{name} of {file}");
                met++;
            }
        }

        met.Should().Be(25);
    }

    [Fact]
    public void The_root_of_nothing_is_that_of_an_empty_block() =>
        TrieRoot.OfList(0, static (_, _) => { }).Should().Be(Hash32.Parse("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"));

    /// <summary>What is left after all was put in, in order; null takes a key out again.</summary>
    private static Dictionary<byte[], byte[]> Values(JsonNode input, bool isSecure)
    {
        var steps = input is JsonArray list
            ? list.Select(static step => (Key: (string)step![0]!, Value: (string?)step[1]))
            : input.AsObject().Select(static step => (step.Key, Value: (string?)step.Value));
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (key, value) in steps)
        {
            if (value is null) values.Remove(key);
            else values[key] = Bytes(value);
        }

        return values.ToDictionary(entry => isSecure ? Keccak256.Hash(Bytes(entry.Key)).Bytes.ToArray() : Bytes(entry.Key), static entry => entry.Value);
    }

    private static byte[] Bytes(string text) => text.StartsWith("0x", StringComparison.Ordinal) ? Hex.Decode(text) : Encoding.UTF8.GetBytes(text);
}
