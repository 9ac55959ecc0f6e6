using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Abi;

public class AbiVectorTests
{
    [Theory]
    [InlineData("ethers5-contract-interface.json.gz", 2045, "normalizedValues")]
    [InlineData("ethers5-contract-interface-abi2.json.gz", 1880, "values")]
    public void Meets_the_interface_vectors_both_ways(string file, int count, string values)
    {
        var cases = Repository.ReadJson(Repository.Vector("abi", file)).AsArray();
        cases.Should().HaveCount(count);
        foreach (var item in cases)
        {
            var name = (string)item!["name"]!;
            var types = JsonNode.Parse((string)item["types"]!)!.AsArray().Select(type => AbiType.Parse((string)type!)).ToArray();
            var expected = AbiVectorValue.ReadAll(types, JsonNode.Parse((string)item[values]!)!);
            var result = (string)item["result"]!;

            Hex.Prefixed(AbiEncoder.Encode(types, expected)).Should().Be(result, name);
            AbiDeep.Same(AbiDecoder.Decode(types, Hex.Decode(result)), expected).Should().BeTrue(name);

            var function = ContractAbi.FromJson((string)item["interface"]!).Function("test");
            function.Outputs.Select(output => output.Type).Should().Equal(types, name);
            Hex.Prefixed(function.EncodeResult(expected)).Should().Be(result, name);
            AbiDeep.Same(function.DecodeResult(Hex.Decode(result)), expected).Should().BeTrue(name);
        }
    }

    [Fact]
    public void Meets_the_event_vectors_both_ways()
    {
        var cases = Repository.ReadJson(Repository.Vector("abi", "ethers5-contract-events.json.gz")).AsArray();
        cases.Should().HaveCount(2016);
        foreach (var item in cases)
        {
            var name = (string)item!["name"]!;
            var @event = ContractAbi.FromJson((string)item["interface"]!).Event("testEvent");
            var types = item["types"]!.AsArray().Select(type => AbiType.Parse((string)type!)).ToArray();
            @event.Inputs.Select(input => input.Type).Should().Equal(types, name);
            var topics = item["topics"]!.AsArray().Select(topic => Hash32.Parse((string)topic!)).ToArray();
            var data = (string)item["data"]!;

            var log = @event.Encode(AbiVectorValue.ReadAll(types, item["values"]!));
            log.Topics.Should().Equal(topics, name);
            Hex.Prefixed(log.Data).Should().Be(data, name);

            var expected = types.Select((type, i) => (bool)item["hashed"]![i]!
                ? Hash32.Parse((string)item["normalizedValues"]![i]!)
                : AbiVectorValue.Read(type, item["normalizedValues"]![i]!)).ToArray();
            AbiDeep.Same(@event.Decode(topics, Hex.Decode(data)), expected).Should().BeTrue(name);
        }
    }

    [Fact]
    public void Meets_the_signature_vectors()
    {
        var cases = Repository.ReadJson(Repository.Vector("abi", "ethers5-contract-signatures.json.gz")).AsArray();
        cases.Should().HaveCount(1880);
        foreach (var item in cases)
        {
            var signature = (string)item!["signature"]!;
            var function = ContractAbi.FromJson((string)item["abi"]!).Function("testSig");
            function.Signature.Should().Be(signature);
            function.Selector.ToString().Should().Be((string)item["sigHash"]!);

            var parsed = AbiFunction.Parse($"function {signature}");
            parsed.Signature.Should().Be(signature);
            parsed.Selector.Should().Be(function.Selector);
        }
    }

    [Fact]
    public void Meets_the_packed_hash_vectors()
    {
        var cases = Repository.ReadJson(Repository.Vector("abi", "ethers5-solidity-hashes.json.gz")).AsArray();
        cases.Should().HaveCount(2016);
        foreach (var item in cases)
        {
            var name = (string)item!["name"]!;
            var types = item["types"]!.AsArray().Select(type => AbiType.Parse((string)type!)).ToArray();
            var packed = AbiEncoder.EncodePacked(types, AbiVectorValue.ReadAll(types, item["values"]!));
            Keccak256.Hash(packed).ToString().Should().Be((string)item["keccak256"]!, name);
            Hex.Prefixed(SHA256.HashData(packed)).Should().Be((string)item["sha256"]!, name);
        }
    }

    [Fact]
    public void Meets_the_foundation_vectors_both_ways()
    {
        var cases = Repository.ReadJson(Repository.Vector("abi", "ethereum-tests-basic_abi_tests.json")).AsObject();
        cases.Should().HaveCount(3);
        foreach (var (name, item) in cases)
        {
            var types = item!["types"]!.AsArray().Select(type => AbiType.Parse((string)type!)).ToArray();
            var expected = types.Zip(item["args"]!.AsArray(), (type, argument) => FoundationValue(type, argument!)).ToArray();
            var result = "0x" + (string)item["result"]!;
            Hex.Prefixed(AbiEncoder.Encode(types, expected)).Should().Be(result, name);
            AbiDeep.Same(AbiDecoder.Decode(types, Hex.Decode(result)), expected).Should().BeTrue(name);
        }
    }

    // These vectors give byte strings as text.
    private static object? FoundationValue(AbiType type, JsonNode argument) => type.Kind is AbiKind.Bytes or AbiKind.FixedBytes
        ? System.Text.Encoding.UTF8.GetBytes((string)argument!)
        : AbiVectorValue.Read(type, argument);
}
