using System.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts.V1;

public sealed class DeploymentTests(V1Rig rig) : IClassFixture<V1Rig>, IAsyncLifetime
{
    public Task InitializeAsync() => rig.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_new_contract_tells_what_it_was_made_with()
    {
        (await rig.State.NumberAsync("EPOCH_SIZE")).Should().Be(10);
        (await rig.State.NumberAsync("SOURCE_CHAIN_ID")).Should().Be(137);
        (await rig.State.NumberAsync("SOURCE_CHAIN_BLOCK_TIME")).Should().Be(20_000);
        (await rig.State.ReadAsync<bool>("USE_BLOCK_NUMBER_AS_EPOCH_ID")).Should().BeFalse();
        (await rig.State.ReadAsync<Address>("owner")).Should().Be(rig.Owner);
        (await rig.State.NumberAsync("minSubmissionsForConsensus")).Should().Be(2);
        (await rig.State.NumberAsync("getBlock")).Should().Be(await rig.Chain.Anvil.HeadAsync() + 1);
    }

    [Fact]
    public async Task A_new_contract_has_no_epoch_and_a_window_of_one_block()
    {
        var state = await rig.Chain.DeployAsync(ContractArtifact.ProtocolStateV1, 10, 1, 120_000, false);

        (await state.NumberAsync("snapshotSubmissionWindow")).Should().Be(1);
        (await state.ReadAsync("currentEpoch")).Should().AllBeEquivalentTo(BigInteger.Zero);
        (await state.ReadAsync("epochInfo", 1)).Should().AllBeEquivalentTo(BigInteger.Zero);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(10, true)]
    public async Task Epochs_of_no_block_and_block_numbers_as_ids_of_longer_epochs_are_refused(byte size, bool idIsBlock)
    {
        var receipt = await rig.Chain.SendAsync(rig.Owner, to: null, ContractArtifact.ProtocolStateV1.EncodeDeployment(size, 1, 120_000, idIsBlock));

        receipt.Succeeded.Should().BeFalse();
    }

    [Fact]
    public async Task The_domain_is_that_of_deployed_contracts()
    {
        var domain = await rig.State.ReadAsync("eip712Domain");

        domain.Get<byte[]>("fields").Should().Equal(0x0f);
        domain.Get<string>("name").Should().Be("PowerloomProtocolContract");
        domain.Get<string>("version").Should().Be("0.1");
        domain.Get<BigInteger>("chainId").Should().Be(1);
        domain.Get<Address>("verifyingContract").Should().Be(rig.State.Address);
        domain.Get<byte[]>("salt").Should().AllBeEquivalentTo((byte)0);
        domain.Get<IReadOnlyList<object?>>("extensions").Should().BeEmpty();
    }

    [Fact]
    public async Task Only_the_owner_hands_over_the_contract()
    {
        await rig.State.RefusesAsync("not the owner", rig.Stranger, "transferOwnership", rig.Stranger);
        await rig.State.RefusesAsync("owner is zero", rig.Owner, "transferOwnership", default(Address));

        var receipt = await rig.State.SendAsync(rig.Owner, "transferOwnership", rig.Stranger);

        rig.State.EventsOf(receipt).Should().Equal($"OwnershipTransferred({rig.Owner}, {rig.Stranger})");
        await rig.State.RefusesAsync("not the owner", rig.Owner, "transferOwnership", rig.Owner);
        await rig.State.SendAsync(rig.Stranger, "updateSnapshotSubmissionWindow", 7);
    }

    [Fact]
    public async Task A_contract_that_was_given_up_has_no_owner()
    {
        await rig.State.RefusesAsync("not the owner", rig.Stranger, "renounceOwnership");

        var receipt = await rig.State.SendAsync(rig.Owner, "renounceOwnership");

        rig.State.EventsOf(receipt).Should().Equal($"OwnershipTransferred({rig.Owner}, {default(Address)})");
        (await rig.State.ReadAsync<Address>("owner")).IsZero.Should().BeTrue();
        await rig.State.RefusesAsync("not the owner", rig.Owner, "updateMinSnapshottersForConsensus", 1);
    }
}
