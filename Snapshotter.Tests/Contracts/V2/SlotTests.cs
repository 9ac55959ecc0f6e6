using System.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V2;

public sealed class SlotTests(V2Rig rig) : IClassFixture<V2Rig>, IAsyncLifetime
{
    private Address NodeOwner => rig.Validators[0];

    private static Address A => V1Rig.Snapshotters[0].Address;

    private static Address B => V1Rig.Snapshotters[1].Address;

    public async Task InitializeAsync()
    {
        await rig.ResetAsync();
        await rig.Nodes.SendAsync(rig.ProtocolOwner, "mintNodes", NodeOwner, 2);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Nodes_are_handed_out_by_the_owner_up_to_the_supply()
    {
        await rig.Nodes.RefusesAsync("not the owner", rig.Stranger, "mintNodes", rig.Stranger, 1);
        await rig.Nodes.RefusesAsync("E46", rig.ProtocolOwner, "mintNodes", NodeOwner, 99);
        await rig.Nodes.RefusesAsync("E45", rig.ProtocolOwner, "mintNodes", default(Address), 1);

        var receipt = await rig.Nodes.SendAsync(rig.ProtocolOwner, "mintNodes", rig.Stranger, 1);

        rig.Nodes.EventsOf(receipt).Should().Equal($"NodeMinted({rig.Stranger}, 3)");
        (await rig.Nodes.ReadAsync<Address>("nodeIdToOwner", 3)).Should().Be(rig.Stranger);
        (await rig.Nodes.NumberAsync("nodeCount")).Should().Be(3);
        (await rig.Nodes.NumberAsync("enabledNodeCount")).Should().Be(3);
        (await rig.Nodes.NumberAsync("MAX_SUPPLY")).Should().Be(100);
        (await rig.State.NumberAsync("getTotalNodeCount")).Should().Be(3);
        (await rig.State.NumberAsync("slotCounter")).Should().Be(3);
    }

    [Fact]
    public async Task A_nodes_owner_says_who_signs_for_it()
    {
        await rig.Nodes.RefusesAsync("not the node's owner", rig.ProtocolOwner, "assignSnapshotterToNode", 1, A);
        await rig.Nodes.RefusesAsync("not the node's owner", NodeOwner, "assignSnapshotterToNode", 3, A);

        rig.Nodes.EventsOf(await rig.Nodes.SendAsync(NodeOwner, "assignSnapshotterToNode", 1, A)).Should().Equal($"SnapshotterAddressChanged(1, {default(Address)}, {A})");
        rig.Nodes.EventsOf(await rig.Nodes.SendAsync(NodeOwner, "assignSnapshotterToNode", 1, B)).Should().Equal($"SnapshotterAddressChanged(1, {A}, {B})");

        (await rig.State.ReadAsync<Address>("slotSnapshotterMapping", 1)).Should().Be(B);
        (await rig.State.ReadAsync<bool>("allSnapshotters", B)).Should().BeTrue();
        (await rig.State.ReadAsync<bool>("allSnapshotters", A)).Should().BeFalse("it signs for no node any more");
        var info = await rig.Nodes.ReadAsync("nodeInfo", 1);
        info.Get<Address>("snapshotterAddress").Should().Be(B);
        info.Get<BigInteger>("mintedOn").Should().BeGreaterThan(BigInteger.Zero);
        info.Get<bool>("active").Should().BeTrue();
    }

    [Fact]
    public async Task One_account_may_sign_for_many_nodes_and_counts_once()
    {
        await rig.Nodes.SendAsync(rig.ProtocolOwner, "assignSnapshotterToNodeBulkAdmin", new[] { 1, 2 }, new[] { A, A });
        (await rig.State.NumberAsync("getTotalSnapshotterCount")).Should().Be(1);

        await rig.Nodes.SendAsync(NodeOwner, "assignSnapshotterToNode", 2, B);
        (await rig.State.NumberAsync("getTotalSnapshotterCount")).Should().Be(2);
        (await rig.State.ReadAsync<bool>("allSnapshotters", A)).Should().BeTrue("it still signs for the other one");
    }

    [Fact]
    public async Task Bulk_assignment_is_the_owners_and_names_nodes_that_exist()
    {
        await rig.Nodes.RefusesAsync("not the owner", NodeOwner, "assignSnapshotterToNodeBulkAdmin", new[] { 1 }, new[] { A });
        await rig.Nodes.RefusesAsync("E19", rig.ProtocolOwner, "assignSnapshotterToNodeBulkAdmin", new[] { 1 }, new[] { A, B });
        await rig.Nodes.RefusesAsync("E45", rig.ProtocolOwner, "assignSnapshotterToNodeBulkAdmin", new[] { 0 }, new[] { A });
        await rig.Nodes.RefusesAsync("E45", rig.ProtocolOwner, "assignSnapshotterToNodeBulkAdmin", new[] { 3 }, new[] { A });
    }

    [Fact]
    public async Task A_burned_node_is_gone_for_good()
    {
        await rig.Nodes.SendAsync(NodeOwner, "assignSnapshotterToNode", 1, A);
        await rig.Nodes.RefusesAsync("not the node's owner", rig.Stranger, "burnNode", 1);

        var receipt = await rig.Nodes.SendAsync(NodeOwner, "burnNode", 1);

        rig.Nodes.EventsOf(receipt).Should().Equal($"SnapshotterAddressChanged(1, {A}, {default(Address)})", $"NodeBurned({NodeOwner}, 1)");
        (await rig.Nodes.ReadAsync<bool>("isNodeAvailable", 1)).Should().BeFalse();
        (await rig.State.ReadAsync<bool>("allSnapshotters", A)).Should().BeFalse();
        (await rig.State.NumberAsync("getTotalSnapshotterCount")).Should().Be(0);
        (await rig.Nodes.NumberAsync("enabledNodeCount")).Should().Be(1);
        (await rig.Nodes.ReadAsync("nodeInfo", 1)).Get<BigInteger>("burnedOn").Should().BeGreaterThan(BigInteger.Zero);
        await rig.Nodes.RefusesAsync("not the node's owner", NodeOwner, "burnNode", 1);
        await rig.Nodes.RefusesAsync("not the node's owner", NodeOwner, "assignSnapshotterToNode", 1, A);
        await rig.Nodes.RefusesAsync("E45", rig.ProtocolOwner, "assignSnapshotterToNodeBulkAdmin", new[] { 1 }, new[] { A });
    }

    [Fact]
    public async Task There_is_no_node_zero() => (await rig.Nodes.ReadAsync<bool>("isNodeAvailable", 0)).Should().BeFalse();
}
