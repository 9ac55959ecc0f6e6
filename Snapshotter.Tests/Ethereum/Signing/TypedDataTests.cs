using System.Numerics;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Signing;

namespace Snapshotter.Tests.Ethereum.Signing;

public class TypedDataTests
{
    private const string ProjectId = "pairContract_pair_total_reserves:0xd3d2e2692501a5c9ca623199d38826e513033a17:UNISWAPV2";
    private const string SnapshotCid = "bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e";

    private static readonly TypedDataDomain Domain = new()
    {
        Name = "PowerloomProtocolContract",
        Version = "0.1",
        ChainId = 103,
        VerifyingContract = Address.Parse("0x102Af943b34FAC403a6ACB8e463f44bE164aa942"),
    };

    [Fact]
    public void The_domain_of_the_protocol_state_contract_has_the_known_hash()
    {
        Domain.Separator().ToString().Should().Be("0x396ab35b91341cde729ca6ddf8356506719d72b0831313d3cab4677231e507af");
        Keccak256.Hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)").ToString()
            .Should().Be("0x8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f");
    }

    [Fact]
    public void A_submission_request_has_the_known_hashes()
    {
        TypedDataField[] fields = [new("deadline", "uint256"), new("snapshotCid", "string"), new("epochId", "uint256"), new("projectId", "string")];
        CheckRequest(
            "Request",
            fields,
            typeHash: "0x525872747aa52f1cb57d4055bf9c967c163bb4c0da0c100fab54dba804105063",
            structHash: "0x70291c2cc2b322782a4e002029443f095f3eaf08970eedc45eec9a271dd19a10",
            digest: "0x63537be74573df5aadd003ee2f1618ac71ba1adf340b4e45d0a0bcd63f555237");
    }

    [Fact]
    public void A_submission_request_with_a_slot_has_the_known_hashes()
    {
        TypedDataField[] fields =
        [
            new("slotId", "uint256"), new("deadline", "uint256"), new("snapshotCid", "string"), new("epochId", "uint256"), new("projectId", "string"),
        ];
        CheckRequest(
            "Request",
            fields,
            typeHash: "0xee9297617e15a1f81187b9b19d18e56816883f835310206cf391970d62352171",
            structHash: "0x3cc6a61ab4883c52ce2d27c45e9d7e149c8ba5921dfb7867d73464df97ef162e",
            digest: "0xb4f2598aa4686ffcbb432397ebc848d78b1ab2c7190bb22cf3eaacb474a66ee4");
        new TypedDataTypes("EIPRequest", fields).TypeHash("EIPRequest").ToString()
            .Should().Be("0x12a489cc5c1a68e5513e624e343a209abc2b5628112a27567f67cbaa5e919db4");
    }

    [Fact]
    public void Types_that_are_used_follow_the_primary_one_in_alphabetical_order_and_once()
    {
        var types = Types(
            ("Transaction", [new("from", "Person"), new("to", "Person[2][]"), new("tx", "Asset")]),
            ("Person", [new("wallet", "address"), new("name", "string")]),
            ("Asset", [new("token", "address"), new("owner", "Person")]),
            ("Unused", [new("x", "bool")]));
        types.EncodeType("Transaction").Should().Be(
            "Transaction(Person from,Person[2][] to,Asset tx)Asset(address token,Person owner)Person(address wallet,string name)");
    }

    [Fact]
    public void A_struct_may_contain_itself_through_an_array_or_as_null()
    {
        var types = Types(("Node", [new("value", "uint8"), new("children", "Node[]"), new("next", "Node")]));
        types.EncodeType("Node").Should().Be("Node(uint8 value,Node[] children,Node next)");

        Dictionary<string, object?> leaf = new() { ["value"] = 1, ["children"] = Array.Empty<object>(), ["next"] = null };
        Dictionary<string, object?> root = new() { ["value"] = 2, ["children"] = new[] { leaf }, ["next"] = leaf };
        var data = types.EncodeData("Node", root);
        data.Should().HaveCount(4 * 32);
        data[64..96].Should().Equal(Keccak256.Hash(types.HashStruct("Node", leaf).Bytes).Bytes.ToArray());
        data[96..].Should().Equal(types.HashStruct("Node", leaf).Bytes.ToArray());
        types.EncodeData("Node", leaf)[96..].Should().OnlyContain(b => b == 0);
    }

    [Fact]
    public void Values_that_nest_without_end_are_refused()
    {
        var types = Types(("Node", [new("next", "Node")]));
        Dictionary<string, object?> node = [];
        node["next"] = node;
        var hash = () => types.HashStruct("Node", node);
        hash.Should().Throw<TypedDataException>().WithMessage("*deeper than 100*");
    }

    [Theory]
    [InlineData("uint8", "256", "uint8")]
    [InlineData("uint8", "-1", "uint8")]
    [InlineData("int8", "128", "int8")]
    [InlineData("int8", "-129", "int8")]
    [InlineData("uint256", "0x", "integer")]
    [InlineData("uint256", "1.5", "integer")]
    [InlineData("uint256", "", "integer")]
    [InlineData("bool", "true", "true or false")]
    [InlineData("address", "cd2a3d9f938e13cd947ec05abc7fe734df8dd826", "0x and 40 hex digits")]
    [InlineData("address", "0xcd2a3d9f938e13cd947ec05abc7fe734df8dd8", "0x and 40 hex digits")]
    [InlineData("bytes2", "0x01", "2 bytes")]
    [InlineData("bytes2", "0x010203", "2 bytes")]
    [InlineData("bytes", "0x0", "hex digits")]
    [InlineData("bytes", "text", "0x and hex digits")]
    [InlineData("string[]", "text", "array")]
    [InlineData("Inner", "text", "object")]
    public void A_value_that_does_not_fit_its_type_is_refused_with_its_place(string type, string value, string reason)
    {
        var types = Types(("Outer", [new("field", type)]), ("Inner", [new("x", "bool")]));
        var hash = () => types.HashStruct("Outer", new Dictionary<string, object?> { ["field"] = value });
        hash.Should().Throw<TypedDataException>().WithMessage($"Typed data, Outer.field: *{reason}*").Which.Path.Should().Be("Outer.field");
    }

    [Theory]
    [InlineData("int8", "-128")]
    [InlineData("int8", "127")]
    [InlineData("uint8", "255")]
    [InlineData("uint256", "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("int256", "-57896044618658097711785492504343953926634992332820282019728792003956564819968")]
    public void The_limits_of_an_integer_type_fit(string type, string value)
    {
        var word = Types(("T", [new("x", type)])).EncodeData("T", new Dictionary<string, object?> { ["x"] = value })[32..];
        var expected = value.StartsWith("0x", StringComparison.Ordinal) ? (BigInteger.One << 256) - 1 : BigInteger.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        new BigInteger(word, isUnsigned: type[0] == 'u', isBigEndian: true).Should().Be(expected);
    }

    [Fact]
    public void A_missing_or_superfluous_value_is_refused()
    {
        var types = Types(("T", [new("x", "bool")]));
        var missing = () => types.HashStruct("T", new Dictionary<string, object?>());
        missing.Should().Throw<TypedDataException>().Which.Path.Should().Be("T.x");
        var superfluous = () => types.HashStruct("T", new Dictionary<string, object?> { ["x"] = true, ["y"] = 1 });
        superfluous.Should().Throw<TypedDataException>().Which.Path.Should().Be("T.y");
    }

    [Theory]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint08")]
    [InlineData("bytes0")]
    [InlineData("bytes33")]
    [InlineData("uint8[")]
    [InlineData("uint8[0]")]
    [InlineData("uint8[-1]")]
    [InlineData("uint8[1]x")]
    [InlineData("uint8[01]")]
    [InlineData("Missing")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_type_that_is_none_is_refused_at_once(string type)
    {
        var create = () => Types(("T", [new("x", type)]));
        create.Should().Throw<TypedDataException>().Which.Path.Should().Be("T.x");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{"types":{"T":[]},"primaryType":"T","domain":{"name":"a","nonsense":1},"message":{}}""")]
    [InlineData("""{"types":{"T":[]},"primaryType":"T","domain":{"chainId":1.5},"message":{}}""")]
    [InlineData("""{"types":{"T":[{"name":"x","type":"bool"}]},"primaryType":"T","domain":{},"message":{"x":true,"x":false}}""")]
    public void A_document_that_is_no_typed_data_is_refused(string json)
    {
        var parse = () => TypedData.Parse(json);
        parse.Should().Throw<TypedDataException>();
    }

    private static void CheckRequest(string name, TypedDataField[] fields, string typeHash, string structHash, string digest)
    {
        Dictionary<string, object?> message = new()
        {
            ["deadline"] = 1234597,
            ["snapshotCid"] = SnapshotCid,
            ["epochId"] = 43523UL,
            ["projectId"] = ProjectId,
        };
        if (fields[0].Name == "slotId") message["slotId"] = BigInteger.Zero;
        var types = new TypedDataTypes(name, fields);
        types.TypeHash(name).ToString().Should().Be(typeHash);
        types.HashStruct(name, message).ToString().Should().Be(structHash);
        new TypedData(Domain.Separator(), types, name, message).Digest().ToString().Should().Be(digest);
    }

    private static TypedDataTypes Types(params (string Name, TypedDataField[] Fields)[] structs) =>
        new(structs.ToDictionary(entry => entry.Name, entry => (IReadOnlyList<TypedDataField>)entry.Fields));
}
