using Snapshotter.Ethereum.Keys;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>An anchor chain with the contract, a recorded source chain, and this node's key beside those of simulated other nodes.</summary>
internal sealed class ConsensusBench : IAsyncDisposable
{
    private ConsensusBench(Anvil anvil, ProtocolOnAnvil protocol, RecordedSource source, PrivateKey own, PrivateKey[] others)
    {
        Anvil = anvil;
        Protocol = protocol;
        Source = source;
        Own = own;
        Others = others;
    }

    public Anvil Anvil { get; }

    public ProtocolOnAnvil Protocol { get; }

    public RecordedSource Source { get; }

    public PrivateKey Own { get; }

    public PrivateKey[] Others { get; }

    public TemporaryFolder Folder { get; } = new();

    public static async Task<ConsensusBench> StartAsync(int others = 2, int window = 1000)
    {
        var anvil = await Anvil.StartAsync();
        await anvil.AskAsync("evm_setAutomine", true);
        var own = await anvil.FundedKeyAsync();
        PrivateKey[] keys = [.. Enumerable.Range(0, others).Select(static _ => PrivateKey.Generate())];
        var protocol = await ProtocolOnAnvil.DeployAsync(anvil, window, Math.Min(2, others + 1), [own, .. keys]);
        return new ConsensusBench(anvil, protocol, await RecordedSource.StartAsync(), own, keys);
    }

    /// <summary>Starts the node.</summary>
    public AnchoredNode Start(Dictionary<string, string?>? settings = null, bool hears = true, Uri? anchor = null) =>
        new(Folder, Source, anchor ?? Anvil.Url, Protocol, AnchoredNode.HexOf(Own), settings, hears);

    /// <summary>Starts the node and waits until it listens.</summary>
    public async Task<AnchoredNode> StartedAsync(Dictionary<string, string?>? settings = null, bool hears = true, Uri? anchor = null)
    {
        var node = Start(settings, hears, anchor);
        await node.UntilAsync(async () => await node.State.FactAsync("anchor:cursor", CancellationToken.None));
        return node;
    }

    /// <summary>How many blocks lie above the release of the node's current epoch.</summary>
    public async Task<int> BlocksSinceReleaseAsync(AnchoredNode node) => (int)(await Anvil.HeadAsync() - (await node.State.CurrentEpochAsync(CancellationToken.None))!.AnchorBlock);

    /// <summary>Completes when the contract has each of the node's submissions of an epoch, for which no more transactions may have been mined.</summary>
    public async Task SubmittedOnceAsync(AnchoredNode node)
    {
        await node.UntilAsync(async () => await Protocol.SubmissionsOfAsync(Own.Address) == node.ProjectIds.Count ? "there" : null);
        await node.UntilAsync(async () => (await node.State.OutboxAsync(100, CancellationToken.None)).Count == 0 ? "settled" : null);
        (await Protocol.SubmissionsOfAsync(Own.Address)).Should().Be(node.ProjectIds.Count);
        (await Anvil.MinedAsync(Own.Address)).Should().Be(node.ProjectIds.Count, "nothing was sent in two transactions");
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Anvil.DisposeAsync();
        Own.Dispose();
        foreach (var key in Others) key.Dispose();
        Folder.Dispose();
    }
}
