using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Core.Protocol;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The node over a live EVM chain that is reorganised under it.</summary>
public sealed class LiveChainTests
{
    private const int EpochSize = 5;
    private const int HeadOffset = 2;

    [Fact]
    public async Task Epochs_follow_a_live_chain_and_each_block_is_read_once()
    {
        await using var world = await World.StartAsync();
        for (var id = 1; id <= 4; id++)
        {
            await world.MineAsync(id == 1 ? EpochSize + HeadOffset : EpochSize);
            await world.Node.EndedAsync(id);
        }

        await world.ExpectCanonicalAsync(epochs: 4);
        for (var id = 2; id <= 4; id++)
        {
            var calls = world.Node.CostOf(id).MethodCalls;
            calls.GetValueOrDefault("eth_getLogs").Should().BeInRange(1, 2, "an epoch is read once, or once more where it was asked for too early");
            calls["eth_getBlockByNumber"].Should().BeInRange(EpochSize, 2 * EpochSize);
            calls.Keys.Should().NotContain("eth_call");
        }
    }

    [Fact]
    public async Task A_reorganisation_within_the_head_offset_leaves_snapshots_of_the_canonical_fork()
    {
        await using var world = await World.StartAsync();
        // The epoch is complete, and one block short of being released, when its last block is replaced.
        await world.MineAsync(EpochSize + HeadOffset - 1);
        await world.ReorganiseAsync(HeadOffset);
        await world.MineAsync(1);
        await world.Node.EndedAsync(1);

        await world.ExpectCanonicalAsync(epochs: 1);
        (await world.Node.ReleaseNoteAsync(1)).Should().BeNull();
    }

    [Fact]
    public async Task An_epoch_that_was_submitted_before_its_blocks_were_replaced_is_marked_and_the_node_goes_on()
    {
        await using var world = await World.StartAsync();
        await world.MineAsync(EpochSize + HeadOffset);
        await world.Node.EndedAsync(1);

        await world.ReorganiseAsync(HeadOffset + 2);
        await world.MineAsync(EpochSize);
        await world.Node.EndedAsync(2);
        await world.MineAsync(EpochSize);
        await world.Node.EndedAsync(3);

        var note = await world.Node.ReleaseNoteAsync(1);
        note.Should().Contain("\"state\":\"submitted\"").And.Contain(await world.HashOfAsync(world.EndOf(1)));
        (await world.Node.ReleaseNoteAsync(2)).Should().BeNull();
        (await world.Node.ReleaseNoteAsync(3)).Should().BeNull();
        await world.ExpectCanonicalAsync(epochs: 3, from: 2);
    }

    [Fact]
    public async Task An_epoch_whose_blocks_were_replaced_before_it_was_submitted_is_built_anew_with_its_reserves()
    {
        await using var world = await World.StartAsync(held: 2);
        await world.MineAsync(EpochSize + HeadOffset);
        await world.Node.EndedAsync(1);
        await world.MineAsync(EpochSize);
        var held = (HeldProtocol)world.Node.Services.GetRequiredService<IProtocolState>();
        while (!held.Waiting.ContainsKey(2)) await Task.Yield();
        var before = await world.Node.TextAsync(2, world.Node.ProjectIds[0]);

        // All of epoch 2 is replaced, and the blocks above it.
        await world.ReorganiseAsync(EpochSize + HeadOffset);
        await world.MineAsync(EpochSize);
        while (await world.Node.ReleaseNoteAsync(2) is not { } note || !note.Contains("\"state\":\"rebuilt\"", StringComparison.Ordinal)) await Task.Yield();
        held.LetGo(2);
        await world.Node.EndedAsync(2);
        await world.Node.EndedAsync(3);

        (await world.Node.TextAsync(2, world.Node.ProjectIds[0])).Should().NotBe(before);
        await world.ExpectCanonicalAsync(epochs: 3);
    }

    private sealed class World : IAsyncDisposable
    {
        private readonly TemporaryFolder _config;
        private readonly Anvil _anvil;
        private readonly long _firstBlock;
        private int _step;

        private World(TemporaryFolder config, Anvil anvil, long firstBlock, long? held)
        {
            _config = config;
            _anvil = anvil;
            _firstBlock = firstBlock;
            Node = new LiveNode(anvil.Url, config.Root, firstBlock, EpochSize, services =>
            {
                if (held is not { } epochId) return;
                services.AddSingleton<IProtocolState>(provider =>
                {
                    var protocol = new HeldProtocol(ActivatorUtilities.CreateInstance<LocalProtocolState>(provider));
                    protocol.Hold(epochId);
                    return protocol;
                });
            });
        }

        public LiveNode Node { get; }

        public static async Task<World> StartAsync(long? held = null)
        {
            var anvil = await Anvil.StartAsync();
            await PairsOnAnvil.DeployAsync(anvil);
            var config = new TemporaryFolder();
            SyntheticConfiguration.Write(config.Root, PairsOnAnvil.All, hasAggregates: false);
            return new World(config, anvil, await anvil.HeadAsync() + 1, held);
        }

        public long EndOf(long epochId) => _firstBlock + (epochId * EpochSize) - 1;

        public async Task<string> HashOfAsync(long block) => (string)(await _anvil.AskAsync("eth_getBlockByNumber", $"0x{block:x}", false))!["hash"]!;

        /// <summary>Mines blocks, each with a trade on one of the pairs in turn.</summary>
        public async Task MineAsync(int blocks)
        {
            for (var i = 0; i < blocks; i++) await _anvil.MineAsync(PairsOnAnvil.Trade(NextPair(), _step));
        }

        /// <summary>Replaces the newest blocks; other trades take the place of theirs.</summary>
        public async Task ReorganiseAsync(int depth)
        {
            var (head, before) = await HeadHashAsync();
            await _anvil.ReorganiseAsync(depth, PairsOnAnvil.Trade(NextPair(), _step + 1000));
            var (headAfter, after) = await HeadHashAsync();
            headAfter.Should().Be(head);
            after.Should().NotBe(before);
        }

        /// <summary>Holds the node's snapshots against those of calls at every block of the chain as it is now.</summary>
        public async Task ExpectCanonicalAsync(int epochs, int from = 1)
        {
            var canonical = await Replay.RunOverAsync(_anvil.Url, _config.Root, _firstBlock, EpochSize, epochs);
            for (long id = from; id <= epochs; id++)
            {
                foreach (var projectId in Node.ProjectIds)
                {
                    (await Node.TextAsync(id, projectId)).Should().Be((string)canonical.Of(id, projectId)["text"]!, $"it is {projectId} in epoch {id} of the canonical fork");
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Node.DisposeAsync();
            await _anvil.DisposeAsync();
            _config.Dispose();
        }

        private async Task<(long Number, string Hash)> HeadHashAsync() =>
            (await _anvil.HeadAsync(), (string)(await _anvil.AskAsync("eth_getBlockByNumber", "latest", false))!["hash"]!);

        private Address NextPair() => PairsOnAnvil.All[_step++ % PairsOnAnvil.All.Count];
    }
}
