using System.Numerics;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.Declared;

public sealed class CallsTests
{
    private const string Source = "0xB4e16d0168e52d35CaCD2c6185b44281Ec28C9Dc";

    private static readonly Epoch Epoch = new(1, 9, 10);
    private static readonly Address Pair = Address.Parse(Source);
    private static readonly Address Other = Address.Parse("0xa478c2975ab1ea89e8196811f51a7b7ade33eb11");
    private static readonly BigInteger Largest = BigInteger.Pow(2, 256) - 1;

    [Fact]
    public async Task Several_results_are_an_object_at_each_block_in_the_order_of_their_texts()
    {
        var chain = Answering(Pair, "f() returns (uint112 b, uint112 a)", [], block => [new BigInteger(block), BigInteger.One]);

        var text = await Declaration.BuildAsync("""{"kind":"calls","at":"every_block","reads":[{"name":"both","function":"f() returns (uint112 b, uint112 a)"}]}""", Source, chain);

        text.Should().Be("""{"chainHeightRange":{"begin":9,"end":10},"source":"SOURCE","timestamp":1700000012,"values":{"both":{"block10":{"a":1,"b":10},"block9":{"a":1,"b":9}}}}""".Replace("SOURCE", Source));
    }

    [Fact]
    public async Task Integers_of_any_size_are_exact_and_decimals_are_stated()
    {
        var chain = Answering(Pair, "f() returns (uint256 a, int256 b)", [], _ => [Largest, -BigInteger.Pow(10, 20) - 5]);

        var text = await Declaration.BuildAsync("""{"kind":"calls","at":"epoch_end","reads":[{"name":"n","function":"f() returns (uint256 a, int256 b)","decimals":{"b":18}}]}""", Source, chain);

        text.Should().Contain("\"decimals\":{\"n\":{\"b\":18}}").And.Contain($"\"values\":{{\"n\":{{\"a\":{Largest},\"b\":-100.000000000000000005}}}}");
    }

    [Fact]
    public async Task A_single_result_stands_for_itself()
    {
        var chain = Answering(Other, "balanceOf(address) returns (uint256)", [Pair], _ => [new BigInteger(1_500_000)]);

        var text = await Declaration.BuildAsync(
            $$"""{"kind":"calls","at":"epoch_end","reads":[{"name":"balance","contract":"{{Other}}","function":"balanceOf(address) returns (uint256)","arguments":["{source}"],"decimals":6}]}""", Source, chain);

        text.Should().Contain("\"decimals\":{\"balance\":6}").And.EndWith("\"values\":{\"balance\":1.5}}");
    }

    [Fact]
    public async Task Every_kind_of_value_has_its_text()
    {
        const string Function = "f() returns (address a, bool b, bytes4 c, bytes d, string e, uint8[] f, (uint8 y, string x)[] g)";
        var chain = Answering(Pair, Function, [], _ =>
        [
            Other, true, new byte[] { 1, 2, 3, 255 }, Array.Empty<byte>(), "\u00fc\"", new object?[] { BigInteger.One, BigInteger.Zero }, new object?[] { new object?[] { BigInteger.One, "z" } },
        ]);

        var text = await Declaration.BuildAsync($$"""{"kind":"calls","at":"epoch_end","reads":[{"name":"all","function":"{{Function}}"}]}""", Source, chain);

        text.Should().EndWith("""
            "values":{"all":{"a":"0xA478c2975Ab1Ea89e8196811F51A7B7Ade33eB11","b":true,"c":"0x010203ff","d":"0x","e":"\u00fc\"","f":[1,0],"g":[{"x":"z","y":1}]}}}
            """);
    }

    [Fact]
    public async Task Constant_arguments_of_every_kind_are_sent()
    {
        const string Function = "f(uint256,int8,bool,address[],bytes4,bytes,string,(uint8,address)) returns (uint8)";
        var chain = Answering(Other, Function, [Largest, new BigInteger(-3), true, new object?[] { Pair, Other }, new byte[] { 1, 2, 3, 4 }, new byte[] { 9 }, "{source}", new object?[] { BigInteger.One, Pair }], _ => [new BigInteger(7)]);

        var text = await Declaration.BuildAsync(
            $$"""{"kind":"calls","at":"epoch_end","reads":[{"name":"seven","contract":"{{Other}}","function":"{{Function}}","arguments":["{{Largest}}",-3,true,["{source}","{{Other}}"],"0x01020304","0x09","{source}",[1,"{source}"]]}]}""", Source, chain);

        text.Should().EndWith("\"values\":{\"seven\":7}}");
    }

    [Fact]
    public async Task A_declaration_without_the_source_says_nothing_of_one()
    {
        var chain = Answering(Other, "f() returns (uint8)", [], _ => [BigInteger.One]);
        var json = $$"""{"kind":"calls","at":"epoch_end","reads":[{"name":"one","contract":"{{Other}}","function":"f() returns (uint8)"}]}""";

        Declaration.Processor(json).SourceShape.Should().Be(DataSourceShape.None);
        (await Declaration.BuildAsync(json, null, chain)).Should().Be("""{"chainHeightRange":{"begin":9,"end":10},"timestamp":1700000012,"values":{"one":1}}""");
    }

    [Fact]
    public async Task An_answer_of_another_shape_fails_the_snapshot_with_contract_block_and_read()
    {
        var building = () => Declaration.BuildAsync("""{"kind":"calls","at":"epoch_end","reads":[{"name":"one","function":"f() returns (uint8)"}]}""", Source, new ScriptedSourceChain(Epoch));

        (await building.Should().ThrowAsync<SnapshotException>()).Which.Message.Should().Contain($"{Pair} at block 10 for 'one' cannot be read").And.Contain("Is there a contract");
    }

    private static ScriptedSourceChain Answering(Address contract, string function, IReadOnlyList<object?> arguments, Func<long, object?[]> results)
    {
        var chain = new ScriptedSourceChain(Epoch);
        for (var block = Epoch.Begin; block <= Epoch.End; block++) chain.Answer(contract, function, arguments, AbiFunction.Parse(function).EncodeResult(results(block)), block);
        return chain;
    }
}
