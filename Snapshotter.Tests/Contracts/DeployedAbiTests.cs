using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Network.Contracts;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Contracts;

/// <summary>Our contracts have all that deployed ones have, except what <c>contracts/absent.json</c> gives a reason for.</summary>
public sealed class DeployedAbiTests
{
    private static readonly JsonNode Absent = Repository.ReadJson(Repository.PathOf("contracts", "absent.json"));

    public static TheoryData<string, string, int> Contracts => new()
    {
        { "ProtocolStateV1", "ProtocolContract.pooler.json", 61 },
        { "ProtocolStateV2", "ProtocolContract.snapshotter-core.json", 125 },
        { "DataMarket", "DataMarket.json", 120 },
    };

    [Theory]
    [MemberData(nameof(Contracts))]
    public void What_a_deployed_contract_has_and_ours_has_not_is_listed_with_a_reason(string name, string file, int count)
    {
        var deployed = Entries(ContractAbi.FromJson(File.ReadAllText(Repository.Vector("powerloom", "abi", file))));
        var ours = Entries(Ours(name));
        deployed.Should().HaveCount(count);

        deployed.Keys.Except(ours.Keys).Should().BeEquivalentTo(Listed(name, "absent"));
        deployed.Where(entry => ours.TryGetValue(entry.Key, out var shape) && shape != entry.Value).Select(static entry => entry.Key).Should().BeEquivalentTo(Listed(name, "different"));
    }

    [Fact]
    public void Every_list_has_a_reason_and_belongs_to_a_contract()
    {
        Absent.AsObject().Select(static entry => entry.Key).Should().BeEquivalentTo(Contracts.Select(static row => (string)row[0]));
        Absent.AsObject().SelectMany(static entry => entry.Value!.AsObject()).SelectMany(static kind => kind.Value!.AsArray())
            .Should().OnlyContain(group => ((string)group!["reason"]!).Length > 20 && group["entries"]!.AsArray().Count > 0);
    }

    /// <summary>Selectors and topics that upstream's programs use, from the tables of its protocol.</summary>
    [Theory]
    [InlineData("releaseEpoch(address,uint256,uint256)", "0x09517cb6")]
    [InlineData("forceSkipEpoch(address,uint256,uint256)", "0x27856ff3")]
    [InlineData("submitSubmissionBatch(address,string,uint256,string[],string[],bytes32)", "0xcf396cbf")]
    [InlineData("endBatchSubmissions(address,uint256)", "0x6ee55d73")]
    [InlineData("submitBatchAttestation(address,string,uint256,bytes32)", "0xcd4c1a34")]
    [InlineData("updateRewards(address,uint256[],uint256[],uint256,uint256)", "0x68af906d")]
    [InlineData("claimRewards(address)", "0xef5cfb8c")]
    [InlineData("currentEpoch(address)", "0x0736e19f")]
    [InlineData("epochInfo(address,uint256)", "0xc9ab0c83")]
    [InlineData("dayCounter(address)", "0x02143405")]
    [InlineData("dailySnapshotQuota(address)", "0x095cb210")]
    [InlineData("epochsInADay(address)", "0x0a1b7227")]
    [InlineData("snapshotSubmissionWindow(address)", "0xf3354db0")]
    [InlineData("batchSubmissionWindow(address)", "0x4d9c25d4")]
    [InlineData("attestationSubmissionWindow(address)", "0xe1d5fbce")]
    [InlineData("EPOCH_SIZE(address)", "0xc12c2aa9")]
    [InlineData("SOURCE_CHAIN_BLOCK_TIME(address)", "0x0f34e6a9")]
    [InlineData("slotSnapshotterMapping(uint256)", "0x948a463e")]
    [InlineData("allSnapshotters(address)", "0x3d15d0f4")]
    [InlineData("getTotalNodeCount()", "0x4110fe25")]
    [InlineData("maxSnapshotsCid(address,string,uint256)", "0x7e9ce892")]
    [InlineData("snapshotStatus(address,string,uint256)", "0x1f588588")]
    [InlineData("lastFinalizedSnapshot(address,string)", "0xded2465b")]
    [InlineData("projectFirstEpochId(address,string)", "0x4242614c")]
    public void The_second_generation_answers_to_the_selectors_of_its_programs(string signature, string selector) =>
        $"{ContractArtifact.ProtocolStateV2.Abi.Function(signature).Selector}".Should().Be(selector);

    [Theory]
    [InlineData("submitSnapshot(string,uint256,string,(uint256,string,uint256,string),bytes)", "0xae95eb50")]
    [InlineData("verify(string,uint256,string,(uint256,string,uint256,string),bytes,address)", "0xc22e1a53")]
    [InlineData("releaseEpoch(uint256,uint256)", "0x132c290f")]
    [InlineData("forceSkipEpoch(uint256,uint256)", "0xf537a3e2")]
    [InlineData("forceCompleteConsensusSnapshot(string,uint256)", "0x2d5278f3")]
    public void The_first_generation_answers_to_the_selectors_of_its_programs(string signature, string selector) =>
        $"{ContractArtifact.ProtocolStateV1.Abi.Function(signature).Selector}".Should().Be(selector);

    [Fact]
    public void Slots_and_markets_answer_to_the_selectors_of_their_programs()
    {
        $"{ContractArtifact.SnapshotterState.Abi.Function("nodeInfo").Selector}".Should().Be("0xb02439ae");
        $"{ContractArtifact.DataMarket.Abi.Function("eligibleNodesForDay").Selector}".Should().Be("0x3b54c84e");
    }

    private static ContractAbi Ours(string name) => name switch
    {
        "ProtocolStateV1" => ContractArtifact.ProtocolStateV1.Abi,
        "ProtocolStateV2" => ContractArtifact.ProtocolStateV2.Abi,
        _ => ContractArtifact.DataMarket.Abi,
    };

    private static IEnumerable<string> Listed(string contract, string kind) =>
        Absent[contract]![kind]?.AsArray().SelectMany(static group => group!["entries"]!.AsArray()).Select(static entry => (string)entry!) ?? [];

    /// <summary>What can be called, emitted or thrown, and beside each what else a caller relies on.</summary>
    private static Dictionary<string, string> Entries(ContractAbi abi)
    {
        var entries = new Dictionary<string, string>();
        if (abi.Constructor is { } constructor) entries.Add($"constructor({Types(constructor.Inputs)})", "");
        foreach (var error in abi.Errors) entries.Add($"error {error.Signature}", "");
        foreach (var @event in abi.Events) entries.Add($"event {@event.Name}({Types(@event.Inputs)})", "");
        foreach (var function in abi.Functions) entries.Add($"function {function.Signature}", $"{function.Mutability} ({Types(function.Outputs)})");
        return entries;
    }

    private static string Types(IReadOnlyList<AbiParameter> parameters) => string.Join(",", parameters.Select(static parameter => $"{parameter.Type}{(parameter.IsIndexed ? " indexed" : "")}"));
}
