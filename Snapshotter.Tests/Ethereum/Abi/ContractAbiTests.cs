using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Abi;

public class ContractAbiTests
{
    private const string Json = """
        [
          {"type":"constructor","inputs":[{"name":"owner","type":"address"}],"stateMutability":"payable"},
          {"name":"early","constant":true,"inputs":[],"outputs":[{"name":"","type":"uint256"}]},
          {"type":"function","name":"settle","inputs":[{"name":"orders","type":"tuple[2][]","components":[{"name":"maker","type":"address"},{"name":"fills","type":"tuple[]","components":[{"name":"id","type":"bytes32"},{"name":"amount","type":"uint"}]}]}],"outputs":[],"stateMutability":"nonpayable"},
          {"type":"event","name":"Filled","inputs":[{"name":"maker","type":"address","indexed":true},{"name":"amount","type":"uint256","indexed":false}],"anonymous":false},
          {"type":"error","name":"TooLate","inputs":[{"name":"deadline","type":"uint64"}]},
          {"type":"receive","stateMutability":"payable"},
          {"type":"fallback","stateMutability":"payable"}
        ]
        """;

    [Fact]
    public void A_JSON_description_and_a_human_readable_one_give_the_same_contract()
    {
        var json = ContractAbi.FromJson(Json);
        var text = ContractAbi.FromText(
            "constructor(address owner) payable",
            "function early() constant returns (uint256)",
            "function settle(tuple(address maker, tuple(bytes32 id, uint amount)[] fills)[2][] orders) external",
            "event Filled(address indexed maker, uint amount)",
            "error TooLate(uint64 deadline)");

        text.Functions.Select(function => function.Signature).Should().Equal("early()", "settle((address,(bytes32,uint256)[])[2][])");
        json.Functions.Select(function => function.Selector).Should().Equal(text.Functions.Select(function => function.Selector));
        json.Functions.Select(function => function.Mutability).Should().Equal(StateMutability.View, StateMutability.NonPayable);
        json.Events.Single().Topic.Should().Be(text.Events.Single().Topic);
        json.Events.Single().Inputs.Should().Equal(text.Events.Single().Inputs);
        json.Errors.Single().Selector.Should().Be(text.Errors.Single().Selector);
        json.Constructor!.Inputs.Should().Equal(text.Constructor!.Inputs);
        json.Constructor.Mutability.Should().Be(StateMutability.Payable);
    }

    [Fact]
    public void An_artifact_with_the_list_inside_is_read() =>
        ContractAbi.FromJson($$"""{"contractName":"X","abi":{{Json}}}""").Functions.Should().HaveCount(2);

    [Theory]
    [InlineData("", "ABI JSON: the text is no JSON.")]
    [InlineData("""[{"name":"\ud800"}]""", "ABI JSON: the text is no JSON.")]
    [InlineData("{}", "*a list of entries is expected*")]
    [InlineData("[1]", "*an object is expected*")]
    [InlineData("""[{"type":"struct"}]""", "*the type must be function, event*")]
    [InlineData("""[{"type":1}]""", "*'type' must be a text*")]
    [InlineData("""[{"type":"function"}]""", "*'name' is missing*")]
    [InlineData("""[{"name":"f","inputs":{}}]""", "*'inputs' must be a list*")]
    [InlineData("""[{"name":"f","inputs":[{"name":"a"}]}]""", "*'type' is missing*")]
    [InlineData("""[{"name":"f","inputs":[{"type":"tuple"}]}]""", "*a tuple needs 'components'*")]
    [InlineData("""[{"name":"f","inputs":[{"type":"uint7"}]}]""", "*multiple of 8*")]
    [InlineData("""[{"name":"f","stateMutability":"odd"}]""", "*'odd' is no state mutability*")]
    public void A_text_that_is_no_description_is_refused(string json, string message)
    {
        var read = () => ContractAbi.FromJson(json);
        read.Should().Throw<AbiException>().WithMessage(message);
    }

    [Fact]
    public void Any_damage_to_a_description_is_refused_or_leaves_one() =>
        Prop.ForAll(Damaged().ToArbitrary(), json =>
        {
            try
            {
                var abi = ContractAbi.FromJson(json);
                return abi.Functions.Count + abi.Events.Count + abi.Errors.Count is >= 2 and <= 5 && abi.Functions.All(function => function.Name.Length > 0);
            }
            catch (AbiException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_description_of_unknown_kind_is_refused()
    {
        var read = () => ContractAbi.FromText("struct Order { address maker; }");
        read.Should().Throw<AbiException>().WithMessage("*'function', 'event', 'error' or 'constructor' is expected*");
    }

    [Fact]
    public void Call_data_errors_and_logs_find_their_description()
    {
        var abi = ContractAbi.FromJson(Json);
        var early = abi.Function("early");
        abi.FindFunction(early.EncodeCall([])).Should().BeSameAs(early);
        abi.FindFunction([1, 2, 3]).Should().BeNull();
        abi.FindError(abi.Errors[0].Encode([7])).Should().BeSameAs(abi.Errors[0]);
        abi.FindEvent(abi.Event("Filled").Encode([default(Address), 1]).Topics).Should().BeSameAs(abi.Events[0]);
        abi.FindEvent([]).Should().BeNull();
        abi.FindEvent([default]).Should().BeNull();
    }

    [Fact]
    public void Events_that_share_a_topic_are_told_apart_by_the_number_of_topics()
    {
        var abi = ContractAbi.FromText(
            "event Transfer(address indexed from, address indexed to, uint256 value)",
            "event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)");
        var log = abi.Events[1].Encode([default(Address), default(Address), 5]);
        abi.FindEvent(log.Topics).Should().BeSameAs(abi.Events[1]);
    }

    [Fact]
    public void An_overloaded_name_has_to_be_asked_for_by_signature()
    {
        var abi = ContractAbi.FromText("function f(uint a)", "function f(bool a)");
        var byName = () => abi.Function("f");
        byName.Should().Throw<AbiException>().WithMessage("ABI function 'f': several share this name*");
        abi.Function("f(bool)").Inputs[0].Type.Should().Be(AbiType.Bool);
        var unknown = () => abi.Event("f");
        unknown.Should().Throw<AbiException>().WithMessage("ABI event 'f'*none of this name*");
    }

    [Fact]
    public void A_deployment_is_the_creation_code_and_the_arguments()
    {
        var data = ContractAbi.FromText("constructor(uint256 supply)").Constructor!.EncodeDeployment([0x60, 0x01], [5]);
        data.Should().HaveCount(34).And.StartWith(new byte[] { 0x60, 0x01 });
        AbiWord.ReadUInt256(data.AsSpan(2)).Should().Be(new BigInteger(5));
    }

    private static Gen<string> Damaged() =>
        from at in Gen.Choose(0, Json.Length - 1)
        from length in Gen.Choose(0, Math.Min(12, Json.Length - at))
        from piece in Gen.Elements("", "[", "]", "{", "}", "\"", "1", "null", "tuple", "(", "\ud800", "\\udc00", "[]", "uint")
        select Json.Remove(at, length).Insert(at, piece);
}
