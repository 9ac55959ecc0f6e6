using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Core.Protocol.Contract;

public class ContractEventsTests
{
    private const string Cid = "bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e";
    private static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");
    private static readonly Address Market = Address.Parse("0x00000000000000000000000000000000000000d0");

    [Fact]
    public void The_topics_are_those_that_networks_use() // spec node 3, protocol 5.6
    {
        new V1Contract(Contract).Topics[0]!.Select(static topic => topic.ToString()).Should().BeEquivalentTo(
            "0x108f87075a74f81fa2271fdf9fc0883a1811431182601fc65d24513970336640", "0xe5231a68c59ef23c90b7da4209eae4c795477f0d5dcfa14a612ea96f69a18e15",
            "0x029bad7ce411d223096bf56c17c32a3659aa2703de0161497e6284e7fc288c35", "0x96103183e0788ea5e37ef5b430d1e822a85c862531186baeea043a82dcbcb924",
            "0x743e47fbcd2e3a64a2ab8f5dcdeb4c17f892c17c9f6ab58d3a5c235953d60058");
        new V2Contract(Contract, Market, takesPending: true).Topics[0]!.Select(static topic => topic.ToString()).Should().Contain(
            ["0xf7d2257d4a1c445138ab52bd3c22425bfed29da81d0173961c697dc14fcba60c", "0xcbd08c0021940d15cc732c670afbb27d5170795ee3a4ba0e47368452fae58c5d", "0x1746fd35c2b9c905f8e7ef34232f796acb536f2fd87f01d201f57fb338eab9a6"]);
    }

    [Theory]
    [InlineData("SnapshotFinalized(uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 timestamp)", 5)]
    [InlineData("SnapshotFinalized(uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 finalizedSnapshotCount, uint256 totalReceivedCount, uint256 timestamp)", 7)]
    public void Both_forms_of_finality_tell_the_same(string definition, int parameters)
    {
        object?[] values = [7, 570, "type:a:NS", Cid, .. Enumerable.Repeat<object?>(1, parameters - 4)];
        var read = new V1Contract(Contract).Read(LogOf(AbiEvent.Parse(definition), values));
        read.Should().Equal(new ProtocolEvent.SnapshotFinalized(7, "type:a:NS", Snapshotter.Core.Snapshots.Cid.Parse(Cid)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not-a-cid")]
    public void A_text_that_is_no_cid_decides_nothing(string text)
    {
        var definition = AbiEvent.Parse("SnapshotFinalized(uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 timestamp)");
        new V1Contract(Contract).Read(LogOf(definition, [7, 570, "type:a:NS", text, 1])).Should().BeEmpty();
    }

    [Fact]
    public void Events_of_another_data_market_are_nothing()
    {
        var definition = AbiEvent.Parse("EpochReleased(address indexed dataMarket, uint256 indexed epochId, uint256 begin, uint256 end, uint256 timestamp)");
        var contract = new V2Contract(Contract, Market, takesPending: true);
        contract.Read(LogOf(definition, [Market, 7, 561, 570, 1])).Should().ContainSingle();
        contract.Read(LogOf(definition, [Contract, 7, 561, 570, 1])).Should().BeEmpty();
    }

    [Fact]
    public void A_list_of_projects_becomes_an_update_for_each()
    {
        var definition = AbiEvent.Parse("ProjectsUpdated(address indexed dataMarket, string[] projects, bool[] status, uint256 enableEpochId)");
        new V2Contract(Contract, Market, takesPending: false).Read(LogOf(definition, [Market, new object?[] { "a", "b" }, new object?[] { true, false }, 9]))
            .Should().Equal(new ProtocolEvent.ProjectUpdated("a", true, 9), new ProtocolEvent.ProjectUpdated("b", false, 9));
    }

    private static LogEntry LogOf(AbiEvent definition, object?[] values)
    {
        var log = definition.Encode(values);
        return new LogEntry(Contract, [.. log.Topics], log.Data, 12, default, default, 0, 0, false);
    }
}
